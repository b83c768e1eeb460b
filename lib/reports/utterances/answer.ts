import { reportOf, type Part, type Report } from '../../notebook/report';
import { correlationText } from '../../plots/scatter';
import { needed } from '../../stats/insufficient-data';
import { addPart } from '../add-part';
import type { Study } from '../study';
import type { CorrelationReport } from './correlations';

/** What the correlations of single features show, and what they do not. */
export async function answer(
  study: Study,
  { scale, features, strongest }: CorrelationReport,
): Promise<Report> {
  const parts: Part[] = [];
  await addPart(study, parts, 'what it shows', () => {
    const best = needed(strongest, `a feature whose correlation with rated ${scale} is defined`);
    return (
      `**What it shows.** Of ${features.length} features, \`${best.name}\` (${best.meaning}) goes along with ${scale} ` +
      `most closely: ${correlationText(best)}.`
    );
  });
  parts.push(
    `**What it does not show.** A feature that goes along with ${scale} need not be what listeners heed. ` +
      (study.places.synthetic ? SYNTHETIC : ACTED),
  );
  return reportOf(parts);
}

const SYNTHETIC =
  'Here voices and ratings come from one synthesiser, which raises pitch, accents, tempo and loudness with arousal: ' +
  'finding that again tests the measuring, not people.';
const ACTED = 'The speakers are actors; people in a conversation of their own may sound otherwise.';
