import type { PlayerParts } from '../../notebook/player';
import { reportOf, type Report } from '../../notebook/report';
import { interviewParts } from '../../notebook/interview-player';
import { interviewSound } from '../../study/interviews/sound';
import type { Places } from '../../study/places';
import { fixed } from '../words';
import type { WholeInterviews } from './whole';

/**
 * The interviews that raters scored lowest and highest, with the predictions of every window, to be heard. Only synthetic
 * voices go into the notebook; of people the curves alone do.
 */
export async function endsOfTheScale(
  places: Pick<Places, 'data' | 'synthetic'>,
  { scored, channel, measured }: WholeInterviews,
): Promise<Report> {
  const present = new Set(measured?.interviews);
  const heard = scored.each
    .map(({ interview: { id }, human }) => ({ id, human }))
    .filter(({ id }) => present.has(id))
    .sort((x, y) => x.human - y.human);
  if (heard.length === 0 || measured === undefined)
    return reportOf(['There are no recordings here to be heard.']);
  const ends = heard.length > 1 ? [heard[0], heard[heard.length - 1]] : heard;
  const players: PlayerParts[] = [];
  for (const { id, human } of ends) {
    const recordings = [...measured.recordings].filter(([, { interview }]) => interview === id);
    const recording = await interviewSound(places.data, recordings, channel);
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
