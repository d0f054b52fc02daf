// What the scripts are given as data, and the state they share. Read by the type check alone.
/// <reference types="web" />

/** Text in the languages of a story, by language. */
type Words = Record<string, string>;
/** South-west and north-east, each latitude then longitude, in degrees (WGS-84). */
type Bounds = [[number, number], [number, number]];
/** Rectangle in pixels: left, top, right, bottom. */
type Box = { l: number; t: number; r: number; b: number; symbol?: boolean };
type Point = { x: number; y: number };
/** A node of plain data: text, or tag, attributes and children. */
type Tree = string | [string, Record<string, any>, ...any[]];
/** What a button changes: values of the view, a page, or a command by name. */
type Patch = Record<string, any>;
type Go = (patch: Patch, from?: Event | boolean) => void;

interface View {
  district: string;
  edition: string;
  lang: string;
  element: string[];
  cluster: string[];
  segment: string[];
  link: string[];
  theme: string[];
  level: string[];
  town: string[];
  basis: string[];
  state: string[];
  off: string[];
  sel: string;
  year: string;
  against: string;
  step: string;
  /** The shortlist: ids of sites in the order by hand, and a word on each or none at all. */
  list: string[];
  words: string[];
  /** What an investor asks for. */
  ask: string;
  /** Latitude and longitude of the map's centre, and its zoom; none where the district fits. */
  c: [number, number] | null;
  z: number | null;
  [key: string]: any;
}

interface SymbolFacts {
  form?: string;
  ring?: number;
  colour?: string;
  hollow?: boolean;
  /** `middle` of its zone or town, or a `former` site; see layout/words/symbols.py. */
  place?: string;
}

interface SiteFacts {
  type: string;
  name: string;
  names: string[];
  /** The Chinese names in Latin letters, syllable by syllable. */
  sounds: string[];
  at: [number, number] | null;
  radius: number | null;
  symbol: SymbolFacts;
  facets: Record<string, string[]>;
  /** Of those the values that are inferred. */
  inferred?: Record<string, string[]>;
  tip: string[];
  card: Tree;
  where: string;
  unlocated_note?: string;
}

/** How sites of one type are shown: see layout/plan/site_types.py. */
interface SiteType {
  search_rank: number;
  counted: boolean;
  name_stays: boolean;
  name_by_zoom: boolean;
  name_marked: boolean;
}

/** What the search of the map finds by a name: a site, or a value of a facet. */
interface SearchEntry {
  site?: string;
  facet?: string;
  value?: string;
  unused?: boolean;
  label: string;
  note: string;
  symbol: SymbolFacts;
  rank: number;
  names: { name: string; key: string }[];
  sounds: string[];
}

/** An entry with the name of it that holds the words; the lower order first. */
interface SearchMatch {
  entry: SearchEntry;
  name: string;
  order: number;
}

/** What requests are answered from, in one language: see layout/matching/index_plain.py. */
interface MatchIndex {
  rules: Record<string, Record<string, number>>;
  traditional: Record<string, string>;
  filler: string[];
  heads: string[][];
  purposes: string[];
  entries: [number, string, [number, number, number, number[]][], number[]?][];
  pinyin: Record<string, number[]>;
  han: boolean;
  names: number;
  kinds: string[];
  documents: string[];
  alike: Record<number, number>;
  subjects: [number, string, number, number, number[], Reach[], string, string, number][];
  groups: [string, Way[]][];
  places: [string, string, string][];
  industries: Record<string, [string, number, number[], string]>;
  links: Record<string, number>;
  lines: string[];
  refs: [string, string, string, string][];
  words: Words;
}
/** Group, factor, basis (1 inferred), line, references. */
type Reach = [number, number, number, number, number[]];
/** Place, factor, basis (1 inferred), lines, references. */
type Way = [number, number, number, number[], number[]];
type RequestHit = {
  text: string;
  typed?: string;
  entries: number[];
  factor: number;
  isPurpose: boolean;
  compound?: string;
};
type HitLead = {
  hit: number;
  entry: number;
  subject: number;
  strength: number;
  weight: number;
  relation: number;
  via: number;
};
type Ground = HitLead & { reach: Reach; way: Way; place: number; score: number };
type RankedPlace = { place: number; total: number; score: number; grounds: Ground[] };
type HitGrounds = { hit: RequestHit; leads: HitLead[]; grounds: Ground[]; places: Set<number> };
type PlaceReason = { text: string; basis: string; industry: string; link: string; refs: number[] };
type RequestGap = { kind: string; id: string; text: string; refs: number[]; nearest: any[] };
type AnswerPlace = {
  id: string;
  type: string;
  name: string;
  score: number;
  basis: string;
  reasons: PlaceReason[];
};
type RequestAnswer = { places: AnswerPlace[]; gaps: RequestGap[]; question: string };

interface FeatureFacts {
  style: string;
  site?: string;
  element?: string;
  name?: string;
  colour?: string;
  strength?: number;
  schematic?: boolean;
  /** Of ground whose site we infer to be a member. */
  inferred?: boolean;
  ends?: string[];
}

interface LabelFacts {
  text: string;
  kind: string;
  at: [number, number][];
  layer?: string;
  site?: string;
  element?: string;
  colour?: string;
  /** The kind that its rank goes by, where that is another. */
  rank?: string;
  sides?: LabelSides;
}

/**
 * What a label stands in or beside whose positions are threes of a spot and its two sides: a band, one with a
 * line along its middle, a line, a point.
 */
type LabelSides = 'band' | 'lined' | 'line' | 'point';

interface FacetOption {
  value: string;
  label: string;
  colour: string;
  /** Where no site has it. */
  unused?: boolean;
  /** By what else it is found, and how that sounds; none of what is not looked for by name. */
  also?: string[];
  sounds?: string[];
}

interface Facet {
  key: string;
  label: string;
  types: string[];
  options: FacetOption[];
  /** The groups that the plan puts its values in; `note` may be empty. */
  groups?: { label: string; note: string; values: string[] }[];
}

/** Ranks and distances of labels: see layout/maps/label_ranks.py. */
interface LabelRules {
  rank: Record<string, number>;
  narrow_rank: Record<string, number>;
  selected_rank: number;
  gap: [number, number];
  steps: number[];
  leader_steps: number[];
  leader_clear: number;
  leader_from: [number, number];
  leader_parts: number;
  narrow_width: number;
  diagonals: [number, number][];
  leader_diagonals: [number, number][];
  leader_reach: [number, number];
  padding: [number, number];
  edge: number;
  margin: number;
  place_zoom: number;
  spare_rank: number;
  beside: number;
  over: number;
  block_apart: number;
}

interface ParkSizes {
  radius: number;
  step: number;
  rings: number;
  edge: [number, number];
  core: [number, number];
}

/** Sizes and distances of symbols: see layout/maps/symbol_sizes.py. */
interface SymbolSizes {
  /** Corners of the core by the cluster's colour, in radii of the disc; none for the disc. */
  cores: Record<string, [number, number][]>;
  gap: [number, number];
  clear: [number, number];
  half: number;
  least_shift: number;
  rounds: number;
  leader: number;
  park: ParkSizes;
  dot: number;
  /** Corners and line width by form. */
  outlines: Record<string, [[number, number][], number]>;
}

interface LegendRow extends SymbolFacts {
  text: string;
  strength?: number;
  element?: string;
  grain?: [number, number];
  inferred?: boolean;
  /** Of further symbols that its words show. */
  forms?: string[];
  /** Whether the symbol's colour is what the row explains. */
  own?: boolean;
}

/** All that goes with a map: see layout/maps/map_payload.py. */
interface Facts {
  district: string;
  edition: string;
  lang: string;
  words: Words;
  /** Words of the shortlist. */
  shortlist: Words;
  bounds: Bounds;
  review_note: string;
  attribution: string;
  mark_signs: Record<string, string>;
  features: FeatureFacts[];
  labels: LabelFacts[];
  layers: { id: string; name: string; colour?: string }[];
  facets: Facet[];
  year: string[];
  against: string[];
  /** `grain` is the angle of its lines in degrees and the gap between them in pixels. */
  elements: Record<string, { name: string; colour: string; grain: [number, number]; tip?: string[] }>;
  site_types: Record<string, SiteType>;
  sites: Record<string, SiteFacts>;
  legend: LegendRow[];
  rules: { labels: LabelRules; symbols: SymbolSizes };
  panels: Record<string, Tree>;
  shared: Tree[];
  /** Texts of each figure's card, then the places of the plan that it cites. */
  cites: Record<string, any[]>;
  /** Each heading of the plan's document once, and the way to a place by their numbers. */
  headings: string[];
  places: Record<string, (number | string)[]>;
  /** Traditional characters, each before the simplified one of a name. */
  traditional: string;
  unlocated: string[];
  [key: string]: any;
}

interface MarkerParts {
  layer: import('leaflet').Marker;
  body: HTMLElement;
  leader: SVGElement;
  site: string;
  offset: Point;
  /** Pixels of the true place, measured anew at each zoom. */
  point?: import('leaflet').Point;
}

interface LabelParts {
  fact: LabelFacts;
  box: HTMLElement;
  w: number;
  h: number;
  points?: import('leaflet').Point[];
  state?: string;
  /** The line to its symbol, where it stands off. */
  line?: SVGElement | null;
}

interface PathParts {
  leaf: any;
  fact: FeatureFacts;
  faded?: boolean;
}

/** The living map: Leaflet's map, what is drawn on it, and how it stands. */
interface MapContext {
  map: import('leaflet').Map;
  facts: Facts;
  root: HTMLElement;
  overlay: HTMLElement;
  markers: MarkerParts[];
  markerBySite: Map<string, MarkerParts>;
  labels: LabelParts[];
  labelLines: SVGElement;
  paths: PathParts[];
  legendRows: { row: LegendRow; item: HTMLElement }[];
  layers: Record<string, import('leaflet').Layer>;
  view: View;
  revision: number;
  scale: number;
  /** Whether the window is wide: of a pair of sizes the first holds. */
  roomy: boolean;
  /** Whether names of parks go before those of places with a role, as on a small printed map. */
  parksFirst?: boolean;
  /** Where the controls at the top end if they would lie on land, in pixels from the map's top; else 0. */
  barFoot?: number;
  size: string;
  fitZoom: number;
  fitting: boolean;
  labelsPaused: boolean;
  /** Where controls stand, in the map's pixels; null before they are measured anew. */
  controlBoxes: { l: number; t: number; w: number; h: number }[] | null;
  coveringParts: Element[] | null;
  origin: import('leaflet').Point;
  marksKey: string;
  restRequest: Promise<void> | null;
  /** Whether it is drawn, in its place and with its view. */
  stands?: boolean;
  resizeObserver: ResizeObserver;
  status: HTMLElement;
  /** What is said where a filter leaves nothing. */
  noMatch: HTMLElement;
  chips: HTMLElement;
  card: HTMLElement;
  popover: HTMLElement & { owner?: HTMLElement };
  filterButton: HTMLElement;
  layerButton: HTMLElement;
}

/** `sign` is what it shows where its state has no sign of its own. */
type Mark = { state: string; text: string; sign?: string };

/** A panel's element, and its parts that follow the view. */
interface PanelBox extends HTMLElement {
  /** The panel beside whose sites have a page each, to which the browser turns by itself. */
  gallery?: string;
  /** What the tab is called where no site is selected, and what follows a site's name there. */
  titles?: [string, string];
  /** What was selected when the server made this of it. */
  about?: string;
  parts?: any;
  treeText?: string;
  /** What it shows, and the facts that it was drawn by. */
  tree?: Tree;
  treeFacts?: Facts;
}

/** A story in all languages, as it is written. */
interface Story {
  title: Words;
  steps: StoryStep[];
}

interface StoryStep {
  id: string;
  view: string;
  title: Words;
  lines: Words[];
  figures: string[];
  show: string;
  notes: Words;
}

/** A story in one language, filled: see layout/briefing/presenter.py. */
interface Show {
  title: string;
  subtitle: string;
  lang: string;
  steps: Step[];
}

interface ShownFigure {
  shown: string;
  unit: string;
  label: string;
  colour: string;
}

interface Step {
  id: string;
  n: number;
  view: string;
  box: Bounds;
  kicker: string;
  colour?: string;
  title: string;
  lines: string[];
  numbers: ShownFigure[];
  visual: { chart?: string; grid?: Tree; said?: string[]; title?: string } | null;
  notes: string;
  sources: string[];
}

interface ChartDrawings {
  trees: Tree[];
  title: string;
  subtitle: string;
  notes: string[];
  source: string;
  alt: string;
}

type Charts = Record<string, ChartDrawings>;
type Padding = { paddingTopLeft: [number, number]; paddingBottomRight: [number, number] };
/** The part of the map that the panel leaves free. */
type MapArea = { width: number; height: number; free: Padding; blocks: Record<string, MapContext['controlBoxes']> };

/** Where a request belongs: a district's edition in a language. */
type Place = { district: string; edition: string; lang: string };
/** Where a story belongs, and the languages it is written in. */
type StoryPlace = { district: string; edition: string; langs: string[] };

/** A file that the server makes: the job while it lasts, then its outcome. */
interface FileOrder {
  job: { stop: AbortController; message: string; step: number; steps: number } | null;
  outcome: FileOutcome | null;
}

interface FileOutcome {
  url?: string;
  name?: string;
  until?: number;
  message?: string;
  faults?: string[];
  lang?: string;
}

// Which element a selector finds the checker cannot know.
interface ParentNode {
  querySelector(selectors: string): any;
  querySelectorAll(selectors: string): NodeListOf<any>;
}
interface Element {
  closest(selectors: string): any;
  inert: boolean;
}
interface EventTarget {
  closest?: (selectors: string) => any;
}
interface Event {
  dataTransfer?: DataTransfer;
}

/** What the rooms share: see core/state.js. */
interface Session {
  /** The living map; none before it stands and while it is built anew. */
  ctx: MapContext | null;
  page: string;
  panels: PanelBox[];
  marks: Record<string, Mark>;
  /** The sites that stay lit while all others are dimmed; none where the filters say which. */
  lit: Set<string> | null;
  /** Whether this page has a shortlist. */
  listing: boolean;
  /** Whether this is a page from disk. */
  standalone: boolean;
  /** Whether the presenter has the map. */
  presenting: boolean;
  rules: Facts['rules'] | null;
  /** The element that holds the map, on the page or, before that stands, where it will be. */
  place: PanelBox | null;
  /** What waits for the page to have that element. */
  unplaced: (() => void) | null;
  /** The query of the view that a map being built is to show. */
  pending: string | null;
  /** The query that Back or forward leads to, until its page has turned. */
  returning: string | null;
  /** Address of the panels that do not come with the map. */
  otherPanels: string | null;
  /** Address that answers with the sentence at a place of the plan; none in a file. */
  passages: string | null;
  /** The part of the page that its link leads to, and whether it has been opened. */
  target: string;
  targetOpened: boolean;
  /** How a request of an investor is answered; none in a page from disk. `count` is null before it is loaded. */
  asking: { load: () => Promise<any>, count: (text: string) => number | null } | null;
  /** The request that has been answered, and the ids of its places. */
  answered: { ask: string; places: Set<string> } | null;
  /** Address of the index that requests are answered from. */
  matchAddress: string | null;
  storyAddress: any;
  mapImage: any;
  report: ((message: { q: string; page: string; n: number }) => void) | null;
  reload: ((n: number) => void) | null;
  seq: number;
  reporting: number;
  reported: number;
  waiting: any;
  painting: number;
  step: boolean;
}

/** The presenter: its parts on the page, the show, and what it goes back to. */
interface Presenter {
  at: number;
  stepInLink: string;
  show?: Show;
  charts?: Charts;
  words?: Words;
  content?: [Show, Charts, Words];
  area?: MapArea;
  areas?: Map<boolean, MapArea>;
  fits?: Map<number, { wide: boolean; size: string; sources: Node[] }>;
  labelSizes?: Map<number, { w: number; h: number }[]>;
  inertParts?: Set<Element>;
  notesWindow?: Window | null;
  viewBefore?: View | null;
  root?: HTMLElement;
  panel?: HTMLElement;
  mapBox?: HTMLElement;
  /** Leaves the presenter; set when it opens. */
  leave?: () => void;
  /** The step on which the reader left. */
  lastStep?: string;
  startedAt?: number;
  digits?: string;
  toast?: HTMLElement;
  help?: HTMLElement;
  black?: HTMLElement;
  live?: HTMLElement;
  progress?: HTMLElement;
  buttons?: HTMLElement;
  /** Where the map stands on the page. */
  mapHome?: any;
  observer?: MutationObserver;
  restingPlace?: { box: string; centre: import('leaflet').LatLng; zoom: number } | null;
  /** The story that the page is about, if there is one: show, charts and words. */
  contentToPrint: () => [Show, Charts, Words] | null;
  /** What paper needs while pages are printed. */
  printing?: any;
  finger?: { x: number; y: number; on: Element | null } | null;
  /** Whether the reader left the full screen by its key or button. */
  leavesFullScreen?: boolean;
  /** Whether the page holds nothing but its story. */
  standsAlone?: boolean;
  returnFocus?: any;
  /** What the server sent for the map while it was lent. */
  deferredMount?: (() => void) | null;
  toastTimer?: any;
  digitsTimer?: any;
  buttonsTimer?: any;
  linkTimer?: any;
  fitTimer?: any;
  clockTimer?: any;
}

/** The briefing editor: see briefing/state.js. */
interface Editor extends FileOrder {
  data: any;
  asset: any;
  draft: Story | null;
  isKept: boolean;
  lastShow: Show | null;
  filledSteps: Map<string, Step>;
  filledTitles: Map<string, string>;
  faults: string[];
  past: string[];
  openStep: string;
  currentStep: string;
  offline: boolean;
  template: { name: string; base64: string } | null;
  box?: HTMLElement;
  draggedStep?: string;
  /** Step and field in which the reader types. */
  typedField?: string;
  fillTimer?: any;
  fillRequest?: AbortController;
}

/** What is asked for: where it belongs, what is sent, and how faults name the reader's own file. */
interface FileRequest {
  where: Place;
  url: string;
  body: Record<string, any>;
  words: Words;
  named?: (text: string) => string;
}
