import { Application } from './application';
import { filesChosen, filesDropped } from './chosen-files';
import { element } from './element';

/*
 * The program of the page: connects its buttons with what they do.
 */

const application = new Application();

element('file', HTMLInputElement).addEventListener('change', ({ currentTarget }) => {
  const input = currentTarget as HTMLInputElement;
  const file = input.files?.[0];
  input.value = ''; // the same file can be chosen again
  if (file !== undefined) void application.open(file, file.name);
});
element('models', HTMLInputElement).addEventListener('change', ({ currentTarget }) => {
  const { files } = currentTarget as HTMLInputElement;
  if (files !== null && files.length > 0) void application.openModels(filesChosen(files));
});
element('speak', HTMLButtonElement).addEventListener('click', () => void application.speak());
element('channel', HTMLSelectElement).addEventListener('change', () => application.chooseChannel());
for (const id of ['from', 'to'])
  element(id, HTMLInputElement).addEventListener('change', () => application.selectTyped());
const buttons: Readonly<Record<string, () => void>> = {
  'zoom-in': () => application.stage.zoom(0.5),
  'zoom-out': () => application.stage.zoom(2),
  'zoom-selection': () => application.lookAtSelection(),
  'zoom-all': () => application.lookAtAll(),
  play: () => application.play(),
  'save-sound': () => application.saveSound(),
  'save-contours': () => application.saveContours(),
  'save-report': () => application.saveReport(),
  'save-scores': () => application.saveScores(),
  'use-starter': () => void application.openModels([]),
  'save-grid': () => application.saveTextGrid(),
};
for (const [id, act] of Object.entries(buttons))
  element(id, HTMLButtonElement).addEventListener('click', act);

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dragging');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dragging');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dragging');
  if (event.dataTransfer !== null)
    void filesDropped(event.dataTransfer).then((files) => application.take(files));
});
