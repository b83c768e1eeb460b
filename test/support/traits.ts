/** The columns of the interviews' raters' file behind Participant and Worker, as the dataset names them. */
export const traits: readonly string[] = [
  ...[
    'Overall',
    'RecommendHiring',
    'Colleague',
    'Engaged',
    'Excited',
    'EyeContact',
    'Smiled',
    'SpeakingRate',
  ],
  ...[
    'NoFillers',
    'Friendly',
    'Paused',
    'EngagingTone',
    'StructuredAnswers',
    'Calm',
    'NotStressed',
    'Focused',
  ],
  ...['Authentic', 'NotAwkward', 'Total'],
];
