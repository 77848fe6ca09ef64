// Taps that wait to be sent. Each is an item of its own in the browser's store, so two tabs never write over each other, and closing the
// browser loses none. They belong to who made them: on a shared phone nobody sends another's.

const PREFIX = "muster-tap:";

export class Taps {
  constructor(me, register) {
    this.prefix = `${PREFIX}${me}:`;
    this.register = register;
  }

  // Keeps a tap: whose row, which session, and the fields of its button. The key lets the server count it once.
  add(person, fields) {
    const tap = { key: crypto.randomUUID(), register: this.register, person, fields, at: Date.now() };
    this.keep(tap);
    return tap;
  }

  keep(tap) {
    localStorage.setItem(this.prefix + tap.key, JSON.stringify(tap));
  }

  remove(tap) {
    localStorage.removeItem(this.prefix + tap.key);
  }

  all() {
    const found = [];
    for (let place = 0; place < localStorage.length; place++) {
      const name = localStorage.key(place);
      if (name.startsWith(this.prefix)) found.push(JSON.parse(localStorage.getItem(name)));
    }
    return found.sort((one, other) => one.at - other.at);
  }

  // In the order in which they were made, of every register: the phone may have come to another event since.
  waiting() {
    return this.all().filter((tap) => !tap.refused);
  }

  // What the server said no to, of this register, until somebody has read it.
  refused() {
    return this.all().filter((tap) => tap.refused && tap.register === this.register);
  }

  waitsFor(person) {
    return this.waiting().filter((tap) => tap.person === person && tap.register === this.register);
  }
}
