// What each room does when another asks: commands by name, and events of the page.
import { addCommand, setViewChange } from '../core/commands.js';
import { on } from '../core/events.js';
import { changeView } from '../maps/navigation.js';
import { listenForClicks, showCitation, showPlace } from '../panels/citation.js';
import { openTarget } from '../panels/link_target.js';
import { closeNotesWithPage } from '../present/notes.js';
import { presentAgain, resumePresenter } from '../present/presenter.js';
import { printStory, restoreAfterPrint } from '../present/print.js';
import { refitStage } from '../present/steps.js';
import { clearPage, printPage } from './paper.js';

export function connectRooms() {
  setViewChange(changeView);
  addCommand('present', presentAgain);
  addCommand('cite', showCitation);
  addCommand('place', showPlace);
  on('panels', () => openTarget(true));
  on('map', resumePresenter);
  on('resize', refitStage);
  listenForClicks();
  addEventListener('beforeprint', () => printStory() || printPage());
  addEventListener('afterprint', () => {
    restoreAfterPrint();
    clearPage();
  });
  closeNotesWithPage();
}
