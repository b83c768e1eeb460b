import { table, type Table } from '../../notebook/tables';
import { directModels, type DirectModel, type ProtocolRow } from '../../study/interviews/direct';
import { sameDigits } from '../words';

/** The models on the trait that is studied, under both protocols. */
export function studiedTraitTable(protocols: readonly ProtocolRow[], trait: string): Table {
  return table(
    protocols
      .filter((row) => row.trait === trait)
      .map(({ model, fair, random }) => ({
        model: directModels[model],
        'r, fair': fair.pearson,
        from: fair.ci95[0],
        to: fair.ci95[1],
        'ROC area, fair': fair.rocAuc,
        'r, 80/20': random.pearson,
        'ROC area, 80/20': random.rocAuc,
      })),
    {
      caption: `${trait} from whole interviews; from and to: 95 % interval of r, persons resampled`,
      digits: {
        ...sameDigits(3, 'r, fair', 'ROC area, fair', 'r, 80/20', 'ROC area, 80/20'),
        ...sameDigits(2, 'from', 'to'),
      },
    },
  );
}

const shown: readonly (readonly [DirectModel, string])[] = [
  ['lasso', 'lasso'],
  ['ridge', 'ridge'],
  ['svr', 'SVR'],
];

/** r and ROC area of every trait, a column per model and protocol. */
export function traitsTable(protocols: readonly ProtocolRow[], traits: readonly string[]): Table {
  const rows = traits.map((trait) => {
    const scores = shown.map(
      ([model, name]) => [name, protocols.find((row) => row.trait === trait && row.model === model)] as const,
    );
    return {
      trait,
      ...Object.fromEntries(
        scores.flatMap(([name, row]) => [
          [`${name} r`, row?.fair.pearson],
          [`${name} ROC`, row?.fair.rocAuc],
        ]),
      ),
      ...Object.fromEntries(
        scores.flatMap(([name, row]) => [
          [`${name} r*`, row?.random.pearson],
          [`${name} ROC*`, row?.random.rocAuc],
        ]),
      ),
    };
  });
  return table(rows, {
    caption: 'Every trait, persons left out one by one; *: random 80/20 splits',
    digits: sameDigits(2, ...Object.keys(rows[0] ?? {}).slice(1)),
    limit: 30,
  });
}
