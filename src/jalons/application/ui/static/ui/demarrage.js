// Runs before the first paint: the style sheet shows what needs scripts only when there are scripts.
document.documentElement.classList.add("js");
