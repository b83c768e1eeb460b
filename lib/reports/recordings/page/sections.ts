import type { RecordingQuality } from '../../../audio/quality';
import { NOT_FOR } from '../../../models/storage/model-card';
import { totalLength } from '../../../praat/pauses';
import { counted, decimals, listed, withInterval } from '../../../plots/words';
import type { ScoredRecording } from '../../../study/recordings/score-recordings';
import type { ScoringModels } from '../../../study/recordings/scoring-models';
import { summarizeVoices, type MeanScore, type VoiceSummary } from '../../../study/recordings/summary';
import { worthOf } from '../../../study/recordings/worth';
import { clock, htmlList, htmlTable, htmlText } from './words';

const targets = ['arousal', 'valence', 'excited'] as const;
const headings: Readonly<Record<(typeof targets)[number], string>> = {
  arousal: 'arousal, 1 calm to 5 excited',
  valence: 'valence, 1 unpleasant to 5 pleasant',
  excited: 'excited, probability',
};

/** Means of the scores: a row per speaker. */
export function meansSection(models: ScoringModels, recording: ScoredRecording): string {
  const known = targets.filter((target) => models[target] !== null);
  const told = recording.speakers !== undefined;
  const row = (voice: VoiceSummary): string[] => [
    ...(told ? [voice.speaker] : []),
    clock(voice.seconds),
    `${counted(voice.windows - voice.missing)} of ${counted(voice.windows)}`,
    ...known.map((target) => meanText(voice[target])),
  ];
  const head = [
    ...(told ? ['speaker'] : []),
    'scored, min',
    'windows with speech',
    ...known.map((target) => headings[target]),
  ];
  return [
    htmlTable(head, summarizeVoices(recording).map(row)),
    htmlText(
      'Means over the windows, with a 95 % interval over blocks of 20 s where there are five blocks or more: how much a mean depends on ' +
        'which moments were recorded, not how right a model is.',
    ),
  ].join('\n');
}

function meanText({ mean, low, high }: MeanScore): string {
  return Number.isNaN(low) ? decimals(mean, 2) : withInterval(mean, low, high, 2);
}

/** Who speaks how much, and how that was found. */
export function speakersSection({ segments, speakers, duration }: ScoredRecording): string {
  const share = (seconds: number): string => `${decimals((100 * seconds) / duration, 0)} %`;
  const rows = segments.speakers.map((speaker) => {
    const turns = segments.turns.filter((turn) => turn.speaker === speaker);
    const seconds = totalLength(turns);
    const longest = turns.reduce((most, { start, end }) => Math.max(most, end - start), 0);
    const name = speakers === 2 && speaker === segments.interviewee ? `${speaker} (interviewee)` : speaker;
    return [
      speakers === 2 ? name : 'all speech',
      clock(seconds),
      share(seconds),
      counted(turns.length),
      `${decimals(longest, 1)} s`,
    ];
  });
  const beside = [
    ...(segments.both.length > 0 ? [`both at once ${share(totalLength(segments.both))}`] : []),
    ...(segments.uncertain.length > 0 ? [`uncertain whose ${share(totalLength(segments.uncertain))}`] : []),
  ];
  const sentences = [
    `Speech was found by ${segments.activityBy}.`,
    speakers === 2
      ? `The speakers were told apart by ${segments.speakersBy}; the interviewee is who ${segments.rule}.`
      : 'One voice is assumed: npx saa report FILE --speakers 2 tells two apart.',
    ...(beside.length > 0 ? [`In no turn, as a share of the recording: ${listed(beside)}.`] : []),
    ...segments.notes,
  ];
  return [
    htmlTable(['', 'speaks, min', 'share of the recording', 'stretches', 'longest'], rows),
    htmlList(sentences),
  ].join('\n');
}

/**
 * What the recording itself is like.
 *
 * @param of what was looked at, such as a channel
 */
export function qualitySection(quality: RecordingQuality, of: string): string {
  const { signalToNoise, band, clipped, level, reverberation, warnings } = quality;
  const hertz = (value: number): string => `${decimals(value, 0)} Hz`;
  return [
    htmlTable(
      ['', of],
      [
        ['signal-to-noise ratio', unit(signalToNoise, 0, 'dB')],
        ['band', Number.isNaN(band.low) ? 'not known' : `${hertz(band.low)} to ${hertz(band.high)}`],
        ['clipped samples', unit(100 * clipped, 2, '%')],
        ['level', unit(level, 0, 'dBFS')],
        ['reverberation, roughly', unit(reverberation, 1, 's')],
      ],
    ),
    warnings.length > 0 ? htmlList(warnings) : htmlText('Nothing of it is known to spoil the measurements.'),
  ].join('\n');
}

function unit(value: number, digits: number, name: string): string {
  return Number.isFinite(value) ? `${decimals(value, digits)} ${name}` : 'not known';
}

/** How well the models did on recordings they had not heard, and what they are not for. */
export function worthSection(models: ScoringModels): string {
  const rows = worthOf(models).map(({ model, tested, scores }) => [
    model,
    tested,
    scores
      .map(({ name, value, interval }) =>
        interval === undefined
          ? `${name} ${decimals(value, 2)}`
          : `${name} ${withInterval(value, interval[0], interval[1], 2)}`,
      )
      .join('; '),
  ]);
  return [
    rows.length > 0
      ? htmlTable(['model', 'tested on', 'scores with 95 % intervals'], rows)
      : htmlText('How well they predict was not stored with them.'),
    ...(rows.length > 0
      ? [htmlText('r is a correlation and CCC a concordance with the ratings: 1 is perfect, 0 is chance.')]
      : []),
    '<h3>What they are not for</h3>',
    htmlList(NOT_FOR),
  ].join('\n');
}
