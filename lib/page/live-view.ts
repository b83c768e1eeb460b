import type { Contour } from '../praat/frames';
import { AUDIBLE } from './audible';
import type { Drawn, ScoreLine } from './draw/picture';
import { contextOf, putLevels, type Tile } from './draw/tile';
import { Growing } from './growing';
import { FIRST_FRAME, FRAME, type LiveUpdate } from './live-update';
import type { Theme } from './theme';

/** s that are seen of a microphone. */
export const SEEN = 8;
/** Columns of the spectrogram that are kept, in a ring. */
const RING = 1024;

/** What has been measured of a microphone, ready to be drawn. */
export class LiveView {
  private readonly pitch = new Growing();
  private readonly level = new Growing();
  private readonly formants = [new Growing(), new Growing(), new Growing()];
  private readonly low = new Growing();
  private readonly high = new Growing();
  private readonly image = document.createElement('canvas');
  private readonly context = contextOf(this.image);
  private fresh: LiveUpdate['columns'][] = [];
  private frames = 0;
  private highest = 5000;
  private highestPitch = 0;
  private highestLevel = 0;

  /** The time of the newest frame whose pitch is known, s; NaN before the first. */
  get newest(): number {
    return this.frames === 0 ? NaN : FIRST_FRAME + (this.frames - 1) * FRAME;
  }

  /** The newest pitch, Hz; NaN where the voice is silent. */
  get newestPitch(): number {
    const { values } = this.pitch;
    return values.length === 0 ? NaN : values[values.length - 1];
  }

  /** The newest level, dB. */
  get newestLevel(): number {
    const { values } = this.level;
    return values.length === 0 ? NaN : values[values.length - 1];
  }

  /** Scores so far. */
  scores: readonly ScoreLine[] = [];

  add({ pitch, columns, level, formants }: LiveUpdate): void {
    this.pitch.write(pitch.first, pitch.values);
    for (const value of pitch.values) if (value > this.highestPitch) this.highestPitch = value;
    if (level !== undefined) {
      this.level.write(level.first, level.values);
      for (const value of level.values) if (value > this.highestLevel) this.highestLevel = value;
    }
    formants?.frequency.forEach((values, i) => {
      const heard = values.map((value, n) => (this.isAudible(formants.first + n) ? value : NaN));
      this.formants[i].write(formants.first, heard);
    });
    this.low.write(columns.first, columns.low);
    this.high.write(columns.first, columns.high);
    this.highest = columns.highest;
    this.frames = columns.first + columns.low.length;
    this.fresh.push(columns);
  }

  /** Draws the spectra that have arrived since the last drawing, all at once. */
  private drawFresh(theme: Theme): void {
    if (this.fresh.length === 0) return;
    const [{ rows }] = this.fresh;
    if (this.image.width !== RING || this.image.height !== rows) {
      this.image.width = RING;
      this.image.height = rows;
    }
    for (const { first, low, levels } of this.fresh) {
      for (let n = 0; n < low.length; n++) {
        const own = levels.subarray(n * rows, (n + 1) * rows);
        putLevels(this.context, own, { rows, columns: 1, at: (first + n) % RING }, theme);
      }
    }
    this.fresh = [];
  }

  /** What is seen of the last seconds up to `to`. */
  drawn(to: number, theme: Theme): Drawn {
    this.drawFresh(theme);
    const contour = ({ values }: Growing): Contour => ({ values, start: FIRST_FRAME, step: FRAME });
    const first = Math.max(0, this.frames - RING, Math.floor((to - SEEN - FIRST_FRAME) / FRAME));
    return {
      outline: {
        from: this.edge(first),
        to: this.edge(this.frames),
        low: Float32Array.from(this.low.values.subarray(first)),
        high: Float32Array.from(this.high.values.subarray(first)),
      },
      tiles: this.tiles(first),
      pitch: contour(this.pitch),
      highestPitch: this.highestPitch,
      level: contour(this.level),
      highestLevel: this.highestLevel,
      formants: this.formants.map(contour),
      scores: this.scores,
    };
  }

  private isAudible(frame: number): boolean {
    return this.level.values[frame] > this.highestLevel - AUDIBLE;
  }

  /** Where frame `n` begins, s. */
  private edge(n: number): number {
    return FIRST_FRAME + (n - 0.5) * FRAME;
  }

  /** The frames from `first` on: one piece of the ring, or two where they go beyond its end. */
  private tiles(first: number): Tile[] {
    const piece = (from: number, to: number): Tile => ({
      ...{ image: this.image, highest: this.highest, first: from % RING, count: to - from },
      ...{ from: this.edge(from), to: this.edge(to) },
    });
    const turn = Math.ceil((first + 1) / RING) * RING;
    const pieces =
      turn < this.frames ? [piece(first, turn), piece(turn, this.frames)] : [piece(first, this.frames)];
    return pieces.filter(({ count }) => count > 0);
  }
}
