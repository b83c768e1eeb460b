import type { FormantTrack } from '../praat/formants';
import { timeAt, valueAt, type Contour } from '../praat/frames';
import type { Column } from './arrow';

/** A contour as a column of a table. */
export type NamedContour = Contour & { readonly name: string; readonly unit: string };

/** Formants as columns f1 … and f1_bandwidth … */
export function formantContours({ start, step, frequency, bandwidth }: FormantTrack): NamedContour[] {
  const column = (values: Float64Array, name: string) => ({ name, unit: 'Hz', values, start, step });
  return [
    ...frequency.map((values, i) => column(values, `f${i + 1}`)),
    ...bandwidth.map((values, i) => column(values, `f${i + 1}_bandwidth`)),
  ];
}

/** All contours at the times of the first one; those on another grid are interpolated linearly. */
export function contourColumns(contours: readonly NamedContour[]): Column[] {
  const [axis] = contours;
  const times = Float64Array.from(axis.values, (_, i) => Number(timeAt(axis, i).toFixed(9))); // ns, without rounding errors
  const columns = contours.map(({ name, unit, ...contour }): Column => {
    const own = contour.start === axis.start && contour.step === axis.step;
    const values = own ? contour.values : Float64Array.from(times, (time) => valueAt(contour, time));
    return { name, type: 'number', unit, values };
  });
  return [{ name: 'time', type: 'number', unit: 's', values: times }, ...columns];
}
