const { contextBridge, ipcRenderer } = require("electron");

ipcRenderer.on("probe:port", (event) => window.postMessage("port", "*", event.ports));

const pushed = [];
const listen = (_event, value) => pushed.push(value);
ipcRenderer.on("probe:push", listen);
ipcRenderer.once("probe:push-once", (_event, value) => pushed.push(`once ${value}`));

/** Sends what structured clone can carry to main and back, and says what came back as what. */
async function roundTrip() {
  const cyclic = { name: "cycle" };
  cyclic.self = cyclic;
  const sent = [
    new Map([[1, "one"]]),
    new Set([1, 2]),
    new Date(86_400_000),
    12n,
    Number.NaN,
    -0,
    undefined,
    null,
    new Float64Array([1.5, -2]),
    new Uint8Array([1, 2, 3]).buffer,
    new RangeError("too far"),
    /a+b/gi,
    cyclic,
    new DataView(new ArrayBuffer(4)),
    Object.assign([1], { 2: 3 }),
  ];
  const [back] = await ipcRenderer.invoke("probe:echo", sent);
  const kind = (value) => (Object.is(value, -0) ? "-0" : Object.prototype.toString.call(value).slice(8, -1));
  return {
    kinds: back.map(kind),
    map: back[0].get(1),
    date: back[2].getTime(),
    floats: [...back[8]],
    bytes: [...new Uint8Array(back[9])],
    error: `${back[10].name}: ${back[10].message}`,
    regexp: String(back[11]),
    cycle: back[12].self === back[12],
    hole: 1 in back[14],
  };
}

contextBridge.exposeInMainWorld("probe", {
  roundTrip,
  echo: (...args) => ipcRenderer.invoke("probe:echo", ...args),
  sendFunction: () =>
    ipcRenderer
      .invoke("probe:echo", () => {})
      .then(
        () => "sent",
        (error) => error.message,
      ),
  fail: () => ipcRenderer.invoke("probe:fail"),
  unhandled: () => ipcRenderer.invoke("probe:unhandled"),
  sender: () => ipcRenderer.invoke("probe:sender"),
  note: (value) => ipcRenderer.send("probe:note", value),
  heard: () => ipcRenderer.invoke("probe:heard"),
  pushed: () => pushed.splice(0),
  stopListening: () => void ipcRenderer.off("probe:push", listen),
  add: (a, b) => a + b,
  throwNow: () => {
    throw Object.assign(new Error("thrown in the preload"), { secret: 42 });
  },
  callBack: (callback) => callback("from the preload", { list: [1, 2] }),
  listener: () => () => "called",
  nested: { list: [1, { deep: true }] },
  environment: () => [typeof require, typeof process, process.sandboxed, typeof Buffer],
});
