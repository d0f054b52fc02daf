// What Streamlit puts on the page: each part is told what the server has for it.
import { mountStory } from '../briefing/mount.js';
import { session } from '../core/state.js';
import { mountNeeds } from '../match/needs.js';
import { mountUpload } from '../monitoring/upload.js';
import { mountParkFiles } from '../packs/park_files.js';
import { mountMap, mountMapPlace } from './mount_map.js';
import { mountTree } from './mount_panel.js';
import { followTheme } from './theme.js';

/** @param {any} component */
export function mount(component) {
  const [data] = component.data;
  const host = component.parentElement;
  followTheme(host);
  if (data.kind === 'map_place') return mountMapPlace(host);
  if (data.kind === 'map') return mountMap(data, (view) => component.setStateValue('view', view));
  if (data.kind === 'story') return mountStory(data, host);
  if (data.kind === 'upload')
    return mountUpload(data, host, (file) => component.setTriggerValue('file', file));
  if (data.kind === 'park_files') return mountParkFiles(data, host);
  if (data.kind === 'needs')
    return mountNeeds(data, host, (needs) => component.setTriggerValue('needs', needs));
  if (data.words) session.reload = (n) => component.setStateValue('again', n);
  return mountTree(data, host);
}
