import { bar } from '../notebook/bar';
import { openPlaces } from '../study/places';
import { openRelationStudy, type RelationStudy, type RelationStudyOptions } from './interviews/relation';
import { Study, type StudyName } from './study';

/** What every notebook of the study may be opened with. */
export interface StudyOptions {
  /** Address of a Redis whose workers measure (`redis://…`); empty to measure on this machine. */
  readonly queue?: string;
}

/**
 * Opens a notebook of the study: the recordings of the data folder or, where there are none, a demo corpus, which is made
 * in a few seconds.
 *
 * @param name of the notebook, without `.ipynb`
 * @throws Error when SAA_DATA names a folder without a corpus
 */
export function openStudy(
  name: 'analyzing_relationship_frame_and_interview_level',
  options?: StudyOptions & RelationStudyOptions,
): Promise<RelationStudy>;
export function openStudy(name: StudyName, options?: StudyOptions): Promise<Study>;
export async function openStudy(
  name: StudyName,
  options: StudyOptions & RelationStudyOptions = {},
): Promise<Study> {
  const places = await openPlaces(bar('making the demo corpus'), options.queue);
  switch (name) {
    case 'analyzing_relationship_frame_and_interview_level':
      return openRelationStudy(places, options);
    default:
      return new Study(name, places);
  }
}
