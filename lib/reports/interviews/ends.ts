import path from 'node:path';
import { selectChannel } from '../../audio/signal';
import { readRecording } from '../../audio/recording';
import type { PlayerParts } from '../../notebook/player';
import { reportOf, type Report } from '../../notebook/report';
import { interviewParts } from '../../notebook/interview-player';
import type { Places } from '../../study/places';
import { fixed } from '../words';
import type { WholeInterviews } from './whole';

/**
 * The interviews that raters scored lowest and highest, with the predictions of every window, to be heard. Only synthetic
 * voices go into the notebook; of people the curves alone do.
 */
export async function endsOfTheScale(
  places: Pick<Places, 'data' | 'synthetic'>,
  { scored, channel, unread }: WholeInterviews,
): Promise<Report> {
  const heard = scored.each
    .flatMap(({ interview: { id, file }, human }) => (file === undefined ? [] : [{ id, file, human }]))
    .filter(({ file }) => !unread.some((one) => one.file === file))
    .sort((x, y) => x.human - y.human);
  if (heard.length === 0) return reportOf(['There are no recordings here to be heard.']);
  const ends = heard.length > 1 ? [heard[0], heard[heard.length - 1]] : heard;
  const players: PlayerParts[] = [];
  for (const { id, file, human } of ends) {
    const recording = selectChannel(await readRecording(path.join(places.data, file)), channel);
    const windows = scored.predictions.filter(({ interview }) => interview === id);
    players.push(
      interviewParts(recording, windows, {
        title: `Interview ${id}`,
        note: `${scored.score.name}: ${fixed(human)}`,
        sound: places.synthetic ? 'synthetic' : 'none',
      }),
    );
  }
  return reportOf(players);
}
