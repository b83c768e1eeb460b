/**
 * Measure speech as Praat does, ask models how excited it sounds, and show both: the one surface that notebooks, the command
 * line and other code import.
 *
 * @example
 * import { demoVoices, measure, open, pitch, plot, show, voiceReport } from './lib/index';
 * const files = await demoVoices();
 * const sound = await open(files[0]); // or 'memo.wav'
 * show(plot.spectrogram(sound));
 * show(voiceReport(sound));
 * const table = await measure(files, 'egemaps', { columns: { speaker: (name) => name.split('-')[0] } });
 * show(plot.scatter(table, 'loudness_sma3_amean', 'jitterLocal_sma3nz_amean', { by: 'speaker' }));
 */

// A recording, and what is measured of it. Names, settings and numbers are Praat's.
export { open, type OpenedRecording, type OpenOptions } from './audio/open';
export type { Channel, Signal } from './audio/signal';
export { formants, type FormantOptions, type FormantTrack } from './praat/formants';
export { timeAt, valueAt, type Contour } from './praat/frames';
export { harmonicity, type HarmonicityOptions } from './praat/harmonicity';
export { intensity, type IntensityOptions } from './praat/intensity';
export { jitter, type Jitter } from './praat/jitter';
export { pitch, type PitchOptions } from './praat/pitch';
export { pulses } from './praat/pulses';
export { shimmer, type Shimmer } from './praat/shimmer';
export { voiceReport, type ShownVoiceReport } from './reports/recordings/voice';
export { features } from './reports/recordings/features';
export { score, type ScoreOptions, type Scores } from './reports/recordings/score';
export { demoInterview, demoVoices } from './reports/recordings/demo';

// Frames: danfo's, whose columns know their unit, decimals and meaning.
export { measure, recordings, type MeasureOptions } from './reports/recordings/measure';
export { frame, type Frame } from './frames/frame';
export { withColumn, type Row } from './frames/columns';
export { describe, groupMeans } from './frames/group';
export { join } from './frames/join';
export { sortBy } from './frames/sort';

// Showing and keeping.
export { save } from './reports/recordings/save';
export { listen, type ListenOptions } from './reports/recordings/listen';
export * as plot from './plots/plot';
export { say } from './notebook/say';
export { show } from './notebook/show';
export type { Report } from './notebook/report';

// The study of the four notebooks.
export { openStudy } from './reports/open-study';
export { type Study } from './reports/study';
