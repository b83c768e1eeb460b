import type { Scoring } from '../study/recordings/score-recordings';
import { artifactsFolder } from '../tables/project';
import { allowFfmpeg, channels, oneOf, seconds, type Arguments } from './arguments';

/** What `saa score` and `saa report` are both told. */
export interface ScoringRequest {
  readonly models: { readonly artifacts: string; readonly folder?: string };
  readonly scoring: Omit<Scoring, 'models'>;
}

export const scoringOptions = {
  values: ['--models', '--window', '--hop', '--speakers', '--channel'],
  flags: ['--ffmpeg'],
} as const;

export const scoringWords = `  --models DIR      models that notebook 2 stored, such as processed-data/models, or a file that npx saa export wrote (or a folder
                    of such files)
  --window S        seconds of a window; 4 unless given, as the models learned from utterances of a few seconds
  --hop S           seconds from one window to the next; 2 unless given, or half the window
  --speakers N      2: each window with its speaker (docs/speakers.md), those of both left out; 1: windows with a second of speech
                    or more alone. Unless given, one voice is assumed, and windows without speech have no score
  --channel WHICH   left (unless given), right, or mix: the mean of both. Two speakers with a channel each are heard in their own
  --ffmpeg          let ffmpeg on the PATH decode what is not decoded here (SAA_FFMPEG=1)`;

/** @throws UsageError naming the option, its value and the way out */
export function scoringRequest(given: Arguments): ScoringRequest {
  allowFfmpeg(given);
  const window = seconds(given, '--window');
  const length = window ?? 4;
  const hop = seconds(given, '--hop') ?? (window === undefined ? 2 : length / 2);
  const channel = oneOf(given, '--channel', channels, 'left');
  const speakers = given.values.has('--speakers')
    ? oneOf(given, '--speakers', ['1', '2'] as const)
    : undefined;
  const folder = given.values.get('--models');
  return {
    models: { artifacts: artifactsFolder(), ...(folder === undefined ? {} : { folder }) },
    scoring: {
      windowing: { length, hop },
      channel,
      ...(speakers === undefined ? {} : { speakers: speakers === '2' ? 2 : 1 }),
    },
  };
}
