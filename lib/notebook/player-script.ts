/**
 * Brings every player on the page to life that is not yet: the cursor follows the sound, a click or a key jumps. Runs
 * in the reader's browser, so it is plain JavaScript; it is the same text for every player and holds no data. What it
 * shows comes from the attribute data-view and is set as text, never as HTML.
 */
export const PLAYER_SCRIPT = `(() => {
  for (const root of document.querySelectorAll('.saa-player:not([data-live])')) {
    root.setAttribute('data-live', '');
    const view = JSON.parse(root.getAttribute('data-view'));
    const strip = root.querySelector('.saa-strip');
    const cursor = root.querySelector('.saa-cursor');
    const now = root.querySelector('.saa-now');
    const audio = root.querySelector('audio');
    const step = Math.max(0.05, view.to / 60);
    let position = 0;

    const valueAt = ({ times, values, reach }) => {
      let best = -1;
      for (let i = 0; i < times.length; i++) {
        if (best < 0 || Math.abs(times[i] - position) < Math.abs(times[best] - position)) best = i;
      }
      return best < 0 || Math.abs(times[best] - position) > reach ? null : values[best];
    };
    const draw = () => {
      const words = [position.toFixed(view.to < 20 ? 2 : 1) + ' s'];
      for (const track of view.tracks) {
        const value = valueAt(track);
        const unit = track.unit === '' ? '' : ' ' + track.unit;
        words.push(track.name + ' ' + (value === null ? '–' : value.toFixed(track.digits) + unit));
      }
      now.textContent = words.join('  ·  ');
      cursor.style.left = (100 * (position - view.from)) / (view.to - view.from) + '%';
      strip.setAttribute('aria-valuenow', position.toFixed(2));
      strip.setAttribute('aria-valuetext', now.textContent);
    };
    const jump = (time) => {
      position = Math.min(view.to, Math.max(0, time));
      if (audio) audio.currentTime = position + view.delay;
      draw();
    };
    const toggle = () => audio && (audio.paused ? audio.play() : audio.pause());

    if (audio) {
      const follow = () => {
        position = Math.min(view.to, Math.max(0, audio.currentTime - view.delay));
        draw();
        if (!audio.paused) requestAnimationFrame(follow);
      };
      for (const event of ['play', 'timeupdate', 'seeked', 'ended']) audio.addEventListener(event, follow);
    }
    const pointed = (event) => {
      const box = strip.getBoundingClientRect();
      jump(view.from + ((event.clientX - box.left) / box.width) * (view.to - view.from));
    };
    strip.addEventListener('pointerdown', (event) => {
      strip.setPointerCapture(event.pointerId);
      pointed(event);
    });
    strip.addEventListener('pointermove', (event) => event.buttons & 1 && pointed(event));
    const keys = {
      ArrowRight: () => jump(position + step),
      ArrowLeft: () => jump(position - step),
      PageUp: () => jump(position + 5 * step),
      PageDown: () => jump(position - 5 * step),
      Home: () => jump(0),
      End: () => jump(view.to),
      ' ': toggle,
    };
    strip.addEventListener('keydown', (event) => {
      const act = keys[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
    for (const button of root.querySelectorAll('.saa-moments button')) {
      button.addEventListener('click', () => {
        jump(Number(button.getAttribute('data-start')));
        if (audio && audio.paused) audio.play();
      });
    }
    draw();
  }
})();`;
