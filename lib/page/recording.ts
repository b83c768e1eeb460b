import type { Channel } from '../audio/signal';
import type { Contour } from '../praat/frames';
import { audibleFormants } from './audible';
import { startClient, type Client } from './client';
import type { ChosenFile, Contours, Outline, Scores, SoundInfo, Span, StretchReport } from './calls';
import { decodedWav } from './decode';
import type { Drawn, ScoreLine } from './draw/picture';
import { tileOf, type Tile } from './draw/tile';
import { latestOnly } from './latest-only';
import { scoreLines } from './score-lines';
import type { Theme } from './theme';

/** A recording that is open: what it is, and what has been measured of it. */
export interface OpenRecording {
  readonly info: SoundInfo;
  /** A WAV or AIFF file, decoded where the browser had to. */
  readonly sound: Blob;
  readonly drawn: () => Drawn;
  /** Measures what a view needs; `changed` follows. */
  readonly look: (view: Span, columns: number) => void;
  /** Draws in other colours. */
  readonly colour: (theme: Theme) => void;
  /** The numbers of a stretch; a newer question replaces one that waits, which is answered with undefined. */
  readonly report: (span: Span) => Promise<StretchReport | undefined>;
  /** The numbers of the whole, once its contours are measured. */
  readonly wholeReport: () => Promise<StretchReport>;
  /** The contours, once they are measured. */
  readonly contours: Contours | undefined;
  readonly measurer: Client;
  /** What the models say over time, once they have. */
  readonly scores: Scores | undefined;
  readonly close: () => void;
}

export interface OpeningOptions {
  readonly channel: Channel;
  readonly theme: Theme;
  /** Something can be drawn that was not there before. */
  readonly changed: () => void;
  /** How much of the whole recording is measured, 0 to 1. */
  readonly progress: (share: number) => void;
  /** Files of the models; none for the starter. */
  readonly models: readonly ChosenFile[];
  /** What could not be measured, and why. */
  readonly failed: (reason: string) => void;
}

/**
 * Opens a recording. WAV and AIFF are read as everywhere in this project; other formats are decoded by the browser, at the
 * rate of the file.
 *
 * @throws Error naming the file, what was found and a way out
 */
export async function openRecording(
  file: Blob,
  name: string,
  { channel, theme, models, changed, progress, failed }: OpeningOptions,
): Promise<OpenRecording> {
  // One worker draws, one measures the whole, one the selection, one asks the models: no question waits for a long answer.
  const clients = [startClient(), startClient(), startClient(), startClient()];
  const [viewer, measurer, reporter, scorer] = clients;
  const close = () => clients.forEach((client) => client.end());
  try {
    const { sound, remark, format } = await plainSound(viewer, file, name);
    const given = { file: sound, name, channel };
    const [opened] = await Promise.all(clients.map((client) => client.call('open', given)));
    const info = { ...opened, format, notes: [...remark, ...opened.notes] };
    let colours = theme;
    let outline: Outline | undefined;
    let tile: Tile | undefined;
    let remade: () => void = () => undefined;
    let contours: Contours | undefined;
    let formants: Contour[] | undefined;
    let whole: Promise<StretchReport> | undefined;
    let scores: Scores | undefined;
    let lines: ScoreLine[] = [];
    const highest = { pitch: 0, level: 0 };
    const fail = (error: unknown) => failed(error instanceof Error ? error.message : String(error));
    const drawView = latestOnly(async ({ columns, ...view }: Span & { columns: number }) => {
      const levels = await viewer.call('spectrogram', { ...view, columns });
      tile = tileOf(levels, colours);
      remade = () => {
        tile = tileOf(levels, colours);
      };
      changed();
      outline = await viewer.call('outline', { ...view, columns });
      changed();
    });
    const score = async () => {
      await scorer.call('models', { files: models });
      scores = await scorer.call('scores', undefined, (share) => progress(0.5 + 0.5 * share));
      lines = scoreLines(scores);
      changed();
    };
    const half = (share: number) => progress(0.5 * share);
    measurer.call('contours', undefined, half).then((found) => {
      contours = found;
      highest.pitch = largest(found.pitch.values);
      highest.level = largest(found.intensity.values);
      formants = audibleFormants(found.formants, found.intensity, highest.level);
      changed();
      score().catch(fail);
    }, fail);
    return {
      info,
      sound,
      drawn: () => ({
        outline,
        tiles: tile === undefined ? [] : [tile],
        pitch: contours?.pitch,
        highestPitch: highest.pitch,
        level: contours?.intensity,
        highestLevel: highest.level,
        formants,
        scores: lines,
      }),
      look: (view, columns) => {
        drawView({ ...view, columns }).catch(fail);
      },
      colour: (other) => {
        colours = other;
        remade();
        changed();
      },
      report: latestOnly((span: Span) => reporter.call('report', span)),
      wholeReport: () => (whole ??= measurer.call('report', { from: 0, to: opened.duration })),
      get contours() {
        return contours;
      },
      get scores() {
        return scores;
      },
      measurer,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** A file whose samples can be read as they are. */
async function plainSound(
  client: Client,
  file: Blob,
  name: string,
): Promise<{ sound: Blob; format: string; remark: string[] }> {
  const { format, plain, sampleRate } = await client.call('coding', { file, name });
  if (plain) return { sound: file, format, remark: [] };
  if (sampleRate === undefined)
    throw new Error(
      `${name}: ${format} that does not say its sample rate; convert it: ffmpeg -i ${name} converted.wav`,
    );
  const remark =
    `Decoded by this browser at ${sampleRate} Hz. Decoders differ in how much they cut off at the beginning and in the last ` +
    'bits, so numbers can differ a little from the notebook’s; those of WAV and AIFF files are the same.';
  return { sound: await decodedWav(file, name, sampleRate), format, remark: [remark] };
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
