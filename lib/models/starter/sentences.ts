/** Which model the starter is. */
export const STARTER_NAME: string =
  'Starter model of arousal (docs/starter.md): it learned from 339 recordings of ten actors who speak German, ' +
  'and knows what emotion they were told to play, not how people rate a voice.';

/** What is known to be wrong with all that it says. */
export const STARTER_WARNINGS: readonly string[] = [
  'The starter model has been tested on acted English alone; other languages, spontaneous speech and other rooms are untested. ' +
    'Train models on a corpus of your own for anything that matters.',
];
