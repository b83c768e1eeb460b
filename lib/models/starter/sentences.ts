/** Which model the starter is. */
export const STARTER_NAME: string =
  'Starter model of arousal (docs/starter.md): it learned from 339 recordings of ten actors who speak German, ' +
  'and knows what emotion they were told to play, not how people rate a voice.';

/** What is known to be wrong with all that it says. */
export const STARTER_WARNINGS: readonly string[] = [
  'The starter model has been tested on acted English alone; other languages, spontaneous speech and other rooms are untested. ' +
    'Train models on a corpus of your own for anything that matters.',
];

/** On which scale moments are compared, where two minutes of a voice are heard. */
export const OWN_SCALE: string =
  "Moments are compared on the voice's own scale, about the mean on the scale of the starter's speakers: which moments are " +
  'higher counts, and not how much, as an even voice is spread over the whole scale, too.';
