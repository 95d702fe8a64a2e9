// Reads a MIDI file and a lead sheet with other people's parsers and tells what is in them.
// Usage: node read-music.mjs <MIDI file> <MusicXML file>
import { readFileSync } from 'node:fs';
import { parseMidi } from 'midi-file';
import { getAllNotes, getHarmonies, parse, validate } from 'musicxml-io';

const [midiPath, scorePath] = process.argv.slice(2);
const marks = (events) => {
  let tick = 0;
  return events.map((event) => ({ ...event, tick: tick += event.deltaTime })).filter((event) => event.type === 'marker').map((event) => `${event.tick} ${event.text}`);
};
const midi = parseMidi(readFileSync(midiPath));
const tracks = midi.tracks.map((events) => {
  let tick = 0;
  const open = new Map();
  const notes = [];
  const struck = [];
  for (const event of events) {
    tick += event.deltaTime;
    if (event.type === 'noteOn') {
      open.set(event.noteNumber, tick);
      struck.push(`${tick} ${event.noteNumber} ${event.velocity} ${event.channel}`);
    } else if (event.type === 'noteOff') {
      notes.push([open.get(event.noteNumber), tick, event.noteNumber]);
      open.delete(event.noteNumber);
    }
  }
  return {
    name: events.find((event) => event.type === 'trackName')?.text,
    program: events.find((event) => event.type === 'programChange')?.programNumber,
    marks: marks(events),
    struck,
    notes: notes.length,
    hanging: open.size + notes.filter(([start, end]) => start === undefined || end <= start).length,
    last: tick,
  };
});
const first = midi.tracks[0];
const score = parse(readFileSync(scorePath, 'utf8'));
const { valid, errors } = validate(score);
console.log(JSON.stringify({
  format: midi.header.format,
  ticksPerBeat: midi.header.ticksPerBeat,
  tempo: first.find((event) => event.type === 'setTempo').microsecondsPerBeat,
  time: first.filter((event) => event.type === 'timeSignature').map((event) => `${event.numerator}/${event.denominator}`),
  keys: first.filter((event) => event.type === 'keySignature').map((event) => `${event.key} ${event.scale}`),
  markers: first.filter((event) => event.type === 'marker').map((event) => event.text),
  tracks,
  score: {
    valid,
    errors: errors.slice(0, 5).map((error) => error.message),
    measures: score.parts[0].measures.length,
    notes: getAllNotes(score).length,
    harmonies: getHarmonies(score).length,
  },
}));
