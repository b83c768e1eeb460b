import { leaveOneGroupOut } from '../../models/data/split';
import { bar } from '../../notebook/bar';
import { reportOf, type Part, type Report } from '../../notebook/report';
import { literal } from '../../notebook/say';
import { table, type Table } from '../../notebook/tables';
import { drawnPlaces } from '../../stats/drawn-places';
import type { Places } from '../../study/places';
import { logMelSequences } from '../../study/utterances/log-mel';
import { pickingGroups } from '../../study/utterances/protocols';
import { ratedRows } from '../../study/utterances/rated';
import { reportSequences, testSequences, type ScaleScores } from '../../study/utterances/sequences';
import type { LabelledUtterances } from '../../study/utterances/utterances';
import type { Study } from '../study';
import { interval, sameDigits } from '../words';
import { partsOf } from './kept-parts';
import { loudnessCcc } from './regression-scores';
import type { RegressionTests } from './regression-tests';
import type { UtterancesReport } from './utterances';

/**
 * Most utterances of the sequence model: the three networks of each session pass over them up to 25 times, which takes about
 * two minutes of these.
 */
const MOST = 1500;

/**
 * How well a model that reads frame after frame predicts the scales of sessions left out, beside loudness alone.
 *
 * @param wanted whether to train it, which takes a while; where not, the report says so
 */
export async function sequenceModelReport(
  study: Pick<Study, 'places' | 'run'>,
  { labelled, complete }: UtterancesReport,
  { scores }: RegressionTests,
  seed: number,
  wanted: boolean,
): Promise<Report> {
  if (!wanted)
    return reportOf(
      [
        '**Not run: the sequence model.** It trains three networks for each session left out, which takes about 15 s for ' +
          'the 300 utterances of the demo corpus and longer in proportion. `sequenceModel = true` in the second cell ' +
          'runs it.',
      ],
      { sequence: [] },
    );
  const parts: Part[] = [];
  const { labels, data } = labelled;
  const test = () =>
    partsOf(complete)('sequence-model', { labels, data, seed }, () => testAll(study.places, labelled, seed));
  const found = await study.run('the sequence model', test, parts);
  if (found !== null && found.skipped.length > 0) {
    const [{ file, reason }] = found.skipped;
    const count = found.skipped.length;
    parts.push(`${count} utterances could not be read as frames, \`${file}\` for one: ${literal(reason)}`);
  }
  const byScale = found?.scores ?? [];
  if (found !== null && labels.length > MOST)
    parts.push(`Trained and tested on ${MOST} of the ${labels.length} utterances, drawn at random.`);
  const loudness = { arousal: loudnessCcc(scores.arousal), valence: loudnessCcc(scores.valence) };
  if (found !== null && byScale.length > 0) parts.push(scoreTable(byScale, loudness, found.leftOut));
  return { kind: 'report', parts, toJSON: () => ({ sequence: byScale }) };
}

async function testAll(
  { data }: Places,
  { labels, table }: LabelledUtterances,
  seed: number,
): Promise<{
  readonly scores: ScaleScores[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** As printed in tables: "one session left out". */
  readonly leftOut: string;
}> {
  const drawn = drawnPlaces(labels.length, MOST, seed);
  const segments = drawn.map((place) => table.segments[place]);
  const sequences = await logMelSequences(data, segments, bar('log-mel frames'));
  const { features, skipped } = sequences;
  const heard = sequences.rows.map((row, i) => ({ label: labels[drawn[row]], frames: sequences.frames[i] }));
  const rated = ratedRows(heard.map(({ label }) => label)).map((row) => heard[row]);
  const tested = rated.map(({ label }) => label);
  const { groups, name: leftOut } = pickingGroups(tested);
  const splits = leaveOneGroupOut(groups);
  const predictions = await testSequences(
    { features, frames: rated.map(({ frames }) => frames) },
    tested,
    splits,
    { seed },
    bar('testing the sequence model'),
  );
  return { scores: reportSequences(predictions, tested, seed), skipped, leftOut };
}

function scoreTable(
  scores: readonly ScaleScores[],
  loudness: Readonly<Record<string, number | undefined>>,
  leftOut: string,
): Table {
  const rows = scores.map(({ scale, n, ccc, pearson, mse, mae, ci95 }) => ({
    scale,
    n,
    ccc,
    'ccc 95 %': interval(ci95.ccc),
    pearson,
    'pearson 95 %': interval(ci95.pearson),
    mse,
    'mse 95 %': interval(ci95.mse),
    mae,
    'mae 95 %': interval(ci95.mae),
    'ccc of loudness alone': loudness[scale] ?? NaN,
  }));
  return table(rows, {
    caption: `Sequence model, ${leftOut.replace(/^one /, '')}; the baseline of always saying the mean has CCC 0`,
    digits: { n: 0, ...sameDigits(3, 'ccc', 'pearson', 'mse', 'mae', 'ccc of loudness alone') },
  });
}
