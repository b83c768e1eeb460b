import { NOT_FOR } from '../../lib/models/storage/model-card';
import type { CardScore, CardScores, ChangeScores, StarterFile } from '../../lib/models/starter/starter';
import { ENOUGH_OF_A_VOICE } from '../../lib/models/starter/own-scale';

const emotionNames: Readonly<Record<string, string>> = {
  ang: 'anger',
  hap: 'happiness',
  neu: 'neutral',
  sad: 'sadness',
};

/** The page about the starter model, docs/starter.md. */
export function starterCard({ card, features, penalty }: StarterFile): string {
  const { training, test, candidates, leftOut, ravdess } = card;
  const nominal = Object.entries(training.emotions)
    .sort(([, a], [, b]) => b - a)
    .map(([emotion, arousal]) => `${emotionNames[emotion]} ${arousal.toFixed(2)}`)
    .join(', ');
  const phone = ravdess.find(({ change }) => change.startsWith('telephone')) ?? ravdess[0];
  const cost = (scale: 'own' | 'raw') =>
    Math.round(100 * (1 - phone[scale].r.value / ravdess[0][scale].r.value));
  return `# The starter model of arousal

For people who have a recording and no corpus. \`npx saa score\`, \`npx saa report\` and \`score(sound)\` in a notebook use it where
no other model is stored, and name it. It predicts arousal alone: valence did not transfer from one corpus to another.

## What it is

Two ridge regressions (penalty ${penalty}, standardized columns) on the ${features.columns.length} columns of the feature set \`${features.name}\`, version ${features.version}, in
\`lib/models/starter/arousal.json\`:
- one of the columns as measured, which says how high a voice lies on the scale of the training speakers;
- one of the columns on each voice's own scale (less the voice's mean, divided by its standard deviation), which tells the moments of a
  voice apart. It is used where ${ENOUGH_OF_A_VOICE / 60} minutes or more of a voice can be measured. Its scores are shifted to the mean of the first, so that
  differences between voices survive. Which moments are higher counts, and not how much: an even voice is spread over the whole
  scale, too.

The column \`duration\` has no weight: sad utterances are longer, but all windows are equally long.

## What it learned from

${training.recordings} recordings of ${training.speakers} actors (five women, five men) who speak German: the Berlin Database of Emotional Speech (F. Burkhardt,
A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, 2005, "A database of German emotional speech", Interspeech: 1517-1520;
http://emodb.bilderbar.info), recorded in an anechoic chamber, at 16 kHz; all read the same ten sentences. Its makers published it free of
restrictions; sources name CC0 or CC BY 4.0. The recordings are not part of this project, only the weights learned from them.

The emotions are acted, and their arousal is **nominal**: mean ratings of the emotion's *word* (Russell & Mehrabian 1977), 1 to 5:
${nominal}. Nobody rated the recordings. Beside each recording the model learned from four changed copies: pink noise at
15 and 5 dB, nothing above 3,500 Hz, and a band of 200 to 3,800 Hz.

## How it was chosen

The feature set is the one of the models that notebook 2 stores for windows, so that the starter stands where one of them would.
Four linear recipes were compared by EmoDB alone, a speaker left out at a time; mean CCC over clean and changed recordings:

| recipe | as measured | own scale |
|---|---|---|
${candidates.map(({ name, raw, own }) => `| ${name} | ${raw.toFixed(3)} | ${own.toFixed(3)} |`).join('\n')}

eGeMAPS was tried in its place: with linear SVR its CCC on EmoDB is .92 as measured and .95 on the own scale, its r on RAVDESS .40
and .67. It was not taken, as its loudness follows the gain of a microphone.

## How good it is

r and concordance (CCC) with 95 % intervals, speakers resampled; with ten speakers these are somewhat too narrow. *Together* is
how it is used from ${ENOUGH_OF_A_VOICE / 60} minutes of a voice on.

EmoDB, each speaker by a model that did not learn from the speaker. It knows the ten sentences from the others, and the recipe was
chosen by these scores, so they flatter it:

${table(leftOut)}

RAVDESS, ${test.recordings} recordings of ${test.speakers} actors who speak English, of which the model has heard nothing (S. Livingstone, F. Russo 2018; CC BY-NC-SA
4.0). Their ratings are nominal, too: three simulated raters around the nominal point of the acted emotion and its intensity. The
three changes are none of those it learned from:

${table(ravdess)}

So a voice's moments are told apart with a correlation of about ${ravdess[0].own.r.value.toFixed(1)}, single utterances of unknown voices with about ${ravdess[0].raw.r.value.toFixed(1)}, and a
telephone line costs ${cost('own')} % of the former and ${cost('raw')} % of the latter. Nothing is known of spontaneous speech, of ratings by people, of children and of old people, or of other
languages.

## What it is not for

${NOT_FOR.map((line) => `- ${line}`).join('\n')}

\`npx tsx scripts/starter.ts EMODB RAVDESS\` makes the model and this page from two folders of recordings.
`;
}

function table(rows: readonly ChangeScores[]): string {
  const cell = ({ r, ccc }: CardScores): string => `r ${scored(r)}; CCC ${scored(ccc)}`;
  const lines = rows.map(
    ({ change, raw, own, together }) => `| ${change} | ${cell(raw)} | ${cell(own)} | ${cell(together)} |`,
  );
  return ['| recordings | as measured | own scale | together |', '|---|---|---|---|', ...lines].join('\n');
}

function scored({ value, ci95: [low, high] }: CardScore): string {
  const digits = (number: number): string => number.toFixed(2).replace(/^0/, '');
  return `${digits(value)} [${digits(low)}, ${digits(high)}]`;
}
