import { decimals } from '../plots/words';
import { toCsv } from '../tables/csv';
import { wordsAt } from './at-cursor';
import type { ChosenFile, Span, StretchReport } from './calls';
import { startClient } from './client';
import { element } from './element';
import { Listening } from './listening';
import { listItems, showModels, showScoreRemarks } from './models-view';
import { Player } from './player';
import { openRecording, type OpenRecording } from './recording';
import { reportRows, showReport, spokenReport } from './report';
import { baseName, saveFile } from './save';
import { scoresCsv } from './score-lines';
import { Stage } from './stage';
import { Status } from './status';

/** ms without a change of the selection after which it is measured. */
const PAUSE = 120;

/** Name of what the microphone heard. */
const HEARD = 'microphone.wav';

/** What is open, and what the user can do with it. */
export class Application {
  readonly stage: Stage = new Stage({
    view: () => this.recording?.look(this.stage.current.view, this.stage.columns),
    cursor: () => this.showCursor(),
    selection: () => this.selected(),
    play: () => this.play(),
    theme: () => this.recording?.colour(this.stage.theme),
  });
  private readonly status = new Status();
  private readonly player = new Player((time) => this.stage.moveCursor(time));
  private recording: OpenRecording | undefined;
  private file: { readonly sound: Blob; readonly name: string } | undefined;
  private listening: Listening | undefined;
  private report: StretchReport | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private opened = 0;
  private models: readonly ChosenFile[] = [];

  constructor() {
    void this.openModels([]);
  }

  /** Takes a recording, or a folder of models, whichever was dropped. */
  async take(files: readonly ChosenFile[]): Promise<void> {
    if (files.some(({ path }) => path.endsWith('model.json'))) return this.openModels(files);
    if (files.length > 0) return this.open(files[0].file, files[0].path);
  }

  /** Opens models in place of others: those in files, or the starter, and asks them about what is open. */
  async openModels(files: readonly ChosenFile[]): Promise<void> {
    const client = startClient();
    try {
      showModels(await client.call('models', { files }));
      this.models = files;
      showScoreRemarks([]);
      if (this.file !== undefined && this.listening === undefined)
        await this.open(this.file.sound, this.file.name);
    } catch (error) {
      this.status.fail(error instanceof Error ? error.message : String(error));
    } finally {
      client.end();
    }
  }

  /** Opens a file in place of what is open. */
  async open(sound: Blob, name: string): Promise<void> {
    const own = ++this.opened;
    this.listening?.abandon();
    this.listening = undefined;
    this.player.pause();
    this.status.say(`Opening ${name} …`);
    const channel = element('channel', HTMLSelectElement).value as 'mix' | 'left' | 'right';
    try {
      const found = await openRecording(sound, name, {
        channel,
        theme: this.stage.theme,
        models: this.models,
        changed: () => this.draw(),
        progress: (share) => this.status.progress(share),
        failed: (reason) => this.status.fail(reason),
      });
      if (own !== this.opened) {
        found.close();
        return;
      }
      this.recording?.close();
      this.recording = found;
      this.file = { sound, name };
      this.show(found);
    } catch (error) {
      if (own === this.opened) this.status.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Opens the microphone, or closes it and opens what was heard. */
  async speak(): Promise<void> {
    const button = element('speak', HTMLButtonElement);
    if (this.listening !== undefined) {
      const { listening } = this;
      this.listening = undefined;
      button.textContent = 'Speak';
      const heard = await listening.stop();
      await this.open(heard, HEARD);
      return;
    }
    this.opened++;
    this.recording?.close();
    this.recording = undefined;
    this.player.pause();
    try {
      this.listening = await Listening.start(this.stage, this.status, this.models);
      button.textContent = 'Stop';
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.status.fail(
        `The microphone cannot be opened: ${reason}. Allow it in the browser's settings for this page.`,
      );
    }
  }

  chooseChannel(): void {
    if (this.file !== undefined) void this.open(this.file.sound, this.file.name);
  }

  lookAtSelection(): void {
    const { selection } = this.stage.current;
    if (selection !== undefined) this.stage.look(selection);
  }

  lookAtAll(): void {
    this.stage.look({ from: 0, to: this.stage.current.duration });
  }

  play(): void {
    const { cursor, selection } = this.stage.current;
    if (this.recording !== undefined) this.player.toggle(cursor, selection);
  }

  /** Selects what was typed, once both times are there; nothing once both are gone. */
  selectTyped(): void {
    const [from, to] = ['from', 'to'].map((id) => element(id, HTMLInputElement).valueAsNumber);
    if (Number.isNaN(from) !== Number.isNaN(to)) return;
    this.stage.select(Number.isNaN(from) ? undefined : { from, to });
  }

  /** What was heard by the microphone, or decoded by the browser. */
  saveSound(): void {
    void this.save('wav', ({ sound }) => Promise.resolve(sound));
  }

  saveContours(): void {
    void this.save('contours.csv', (recording) => recording.measurer.call('csv', undefined));
  }

  saveTextGrid(): void {
    const { selection } = this.stage.current;
    void this.save('TextGrid', (recording) => recording.measurer.call('textGrid', { selection }));
  }

  saveScores(): void {
    const scores = this.recording?.scores;
    if (scores === undefined) return;
    const text = scoresCsv(scores);
    void this.save('scores.csv', () => Promise.resolve(new Blob([text], { type: 'text/csv' })));
  }

  saveReport(): void {
    const { report } = this;
    if (report === undefined) return;
    const rows = reportRows(report);
    const text = toCsv([
      { name: 'measure', type: 'text', values: rows.map(({ measure }) => measure) },
      { name: 'value', type: 'text', values: rows.map(({ value }) => value) },
    ]);
    void this.save('report.csv', () => Promise.resolve(new Blob([text], { type: 'text/csv' })));
  }

  private async save(ending: string, make: (recording: OpenRecording) => Promise<Blob>): Promise<void> {
    const { recording } = this;
    if (recording === undefined) return;
    try {
      saveFile(await make(recording), `${baseName(recording.info.name)}.${ending}`);
    } catch (error) {
      this.status.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Shows a recording that was opened. */
  private show(recording: OpenRecording): void {
    const { info, sound } = recording;
    document.body.classList.add('opened');
    document.body.classList.remove('listening');
    element('name', HTMLHeadingElement).textContent = info.name;
    element('facts', HTMLParagraphElement).textContent =
      `${info.format}, ${decimals(info.duration, 3)} s at ${info.sampleRate} Hz, ` +
      (info.channels === 1 ? 'mono' : `${info.channels} channels`);
    listItems('notes', info.notes);
    element('save-sound', HTMLButtonElement).hidden = sound === this.file?.sound && info.name !== HEARD;
    element('channels', HTMLElement).hidden = info.channels === 1;
    for (const id of ['from', 'to']) element(id, HTMLInputElement).max = String(info.duration);
    this.player.open(sound);
    this.stage.open(info.duration);
    this.status.say(`${info.name} is open: ${decimals(info.duration, 1)} seconds.`);
    recording.look(this.stage.current.view, this.stage.columns);
    this.selected();
    this.showCursor();
  }

  private draw(): void {
    const { recording } = this;
    if (recording === undefined) return;
    this.stage.draw(recording.drawn());
    if (recording.contours !== undefined) this.showCursor();
    if (recording.scores === undefined) return;
    this.status.progress(1);
    showScoreRemarks(recording.scores.remarks);
  }

  private showCursor(): void {
    const { cursor, duration } = this.stage.current;
    const words = wordsAt(cursor, this.recording?.contours, this.recording?.drawn().scores ?? []);
    element('now', HTMLParagraphElement).textContent = words;
    const host = element('stage', HTMLElement);
    host.setAttribute('aria-valuemax', duration.toFixed(3));
    host.setAttribute('aria-valuenow', cursor.toFixed(3));
    host.setAttribute('aria-valuetext', words);
  }

  /** Measures the selection, or all where there is none, once it stays. */
  private selected(): void {
    const { selection } = this.stage.current;
    for (const id of ['from', 'to'] as const) {
      const input = element(id, HTMLInputElement);
      const text = selection === undefined ? '' : selection[id].toFixed(3);
      // A field that is being typed into keeps its text where it says the same.
      if (text === '' || Number(text) !== input.valueAsNumber) input.value = text;
    }
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => void this.measure(selection), PAUSE);
  }

  private async measure(selection: Span | undefined): Promise<void> {
    const { recording } = this;
    if (recording === undefined) return;
    const which =
      selection === undefined
        ? 'the whole recording'
        : `${selection.from.toFixed(3)} to ${selection.to.toFixed(3)} s`;
    try {
      const report = await (selection === undefined ? recording.wholeReport() : recording.report(selection));
      if (selection !== this.stage.current.selection) return; // another one has been made meanwhile
      if (report === undefined || recording !== this.recording) return;
      this.report = report;
      showReport(`Voice report of ${which}`, report);
      this.status.say(`${which}: ${spokenReport(report)}.`);
    } catch (error) {
      this.status.fail(error instanceof Error ? error.message : String(error));
    }
  }
}
