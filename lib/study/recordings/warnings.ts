import { unusualColumnsText } from '../interviews/novelty';
import { OUTSIDE } from '../../models/selection/novelty';
import { ENOUGH_OF_A_VOICE } from '../../models/starter/own-scale';
import { OWN_SCALE } from '../../models/starter/sentences';
import type { ScoredRecording } from './score-recordings';
import type { RowScores } from './score-rows';
import type { ScoringModels } from './scoring-models';

/** Recordings shorter than this are no utterance of the kind that models learn from, s. */
const SHORT = 1;

/**
 * What spoils the scores of a recording, a sentence each: its quality, and how far it lies from what the models learned from.
 */
function recordingWarnings(models: ScoringModels, recording: ScoredRecording): string[] {
  const { quality, outside, windows, silent } = recording;
  const warnings: string[] = [];
  if (windows.length === 0) warnings.push('No window holds enough speech of one speaker.');
  else if (silent.length === windows.length)
    warnings.push(`No speech was found, by ${recording.segments.activityBy}, so nothing is scored.`);
  warnings.push(...quality.warnings);
  const [window] = windows;
  if (windows.length === 1 && window.end - window.start < SHORT)
    warnings.push(
      `The recording is ${(window.end - window.start).toFixed(1)} s long, and the models learned from utterances of a few seconds.`,
    );
  if (outside.share > OUTSIDE)
    warnings.push(
      `The recording lies outside what the models learned from: ${Math.round(100 * outside.share)} % of its windows are farther ` +
        `away than 99 % of those recordings (${unusualColumnsText(outside.columns)}). Its scores are guesses along a straight line.`,
    );
  if (Number.isNaN(outside.share) && silent.length < windows.length)
    warnings.push('How far the recording lies from what the models learned from is not known here.');
  const short = silent.length < windows.length ? voicesOffOwnScale(recording) : [];
  if (models.starter !== null && short.length > 0)
    warnings.push(
      `Less than ${ENOUGH_OF_A_VOICE / 60} minutes of ${recording.speakers === undefined ? 'the recording' : listedVoices(short)} can be measured, so ` +
        "the starter scores that on the scale of its ten speakers; on a voice's own scale it does better.",
    );
  return warnings;
}

/** On which scale the starter compares moments, in a sentence; undefined of other models. */
export function scaleSentence(
  { starter }: Pick<ScoringModels, 'starter'>,
  { onOwnScale }: Pick<RowScores, 'onOwnScale'>,
): string | undefined {
  if (starter === null || onOwnScale.length === 0) return undefined;
  return OWN_SCALE;
}

function voicesOffOwnScale({ windows, scores }: ScoredRecording): string[] {
  return [...new Set(windows.map(({ speaker }) => speaker))].filter(
    (name) => !scores.onOwnScale.includes(name),
  );
}

function listedVoices(names: readonly string[]): string {
  return names.map((name) => `the voice ${name}`).join(' and of ');
}

/** Everything to be said of the scores of a recording, a sentence each: remarks, warnings, missing windows, scale. */
export function recordingMessages(models: ScoringModels, recording: ScoredRecording): string[] {
  const { remarks, scores, speakers } = recording;
  const voices = speakers === undefined ? ' One voice is assumed; --speakers 2 tells two apart.' : '';
  const scale = scaleSentence(models, scores);
  return [
    ...remarks.map(asSentence),
    ...recordingWarnings(models, recording),
    ...missingSentences(models, recording),
    ...(scale === undefined ? [] : [`${scale}${voices}`]),
  ];
}

/** Which windows have no score, and why. */
function missingSentences(
  models: ScoringModels,
  { windows, silent, segments, scores }: ScoredRecording,
): string[] {
  if (silent.length === windows.length) return []; // said among the warnings
  const sentences: string[] = [];
  if (silent.length > 0)
    sentences.push(
      `Of ${windows.length} windows ${silent.length} hold no speech (found by ${segments.activityBy}): they have no score, and means leave them out.`,
    );
  const heard = new Set(windows.keys());
  for (const row of silent) heard.delete(row);
  const target = (['arousal', 'valence', 'excited'] as const).find((name) => models[name] !== null);
  const unscored =
    target === undefined ? 0 : [...heard].filter((row) => Number.isNaN(scores[target][row])).length;
  if (unscored > 0)
    sentences.push(
      `Of ${heard.size} windows with speech ${unscored} have no score: something that the models need could not be measured anywhere of the voice, such as the pitch of a whisper.`,
    );
  return sentences;
}

/** A remark with a capital letter and a full stop. */
function asSentence(remark: string): string {
  return `${remark.charAt(0).toUpperCase()}${remark.slice(1)}${/[.!?]$/.test(remark) ? '' : '.'}`;
}
