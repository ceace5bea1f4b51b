// Makes photographs smaller before they are sent: a telephone's are larger than anybody needs. Without this script they are sent as
// they are.
"use strict";

const longest = 1600;
const enough = 400 * 1024;

async function smaller(file) {
  if (file.size <= enough) return file;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  return blob ? new File([blob], "photograph.jpg", { type: "image/jpeg" }) : file;
}

document.querySelector("#photographs").addEventListener("change", async (event) => {
  const button = event.target.form.querySelector("[data-send]");
  button.disabled = true;
  const files = new DataTransfer();
  // What cannot be read as a picture goes as it is, and the server says so.
  for (const file of event.target.files) files.items.add(await smaller(file).catch(() => file));
  event.target.files = files.files;
  button.disabled = false;
});
