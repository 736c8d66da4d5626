// Makes the frame of an embedded petition as tall as what is in it. Nothing is read from your page, nothing is kept.
addEventListener("message", (event) => {
  for (const frame of document.querySelectorAll("iframe[data-concerted]")) {
    if (frame.contentWindow === event.source && event.data && event.data.concertedHeight > 0) {
      frame.style.height = `${Math.min(event.data.concertedHeight, 4000)}px`;
    }
  }
});
