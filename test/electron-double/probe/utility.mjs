/** The probe's utility process: says what it was given, answers on ports, and ends as it is told. */
process.parentPort.postMessage({ argv: process.argv.slice(2), type: process.type });

process.parentPort.on("message", ({ data, ports: [port] }) => {
  if (data === "throw")
    setImmediate(() => {
      throw new Error("on purpose");
    });
  if (typeof data === "object" && "exit" in data) process.exit(data.exit);
  if (typeof data === "object" && "echo" in data) process.parentPort.postMessage(data);
  if (data === "loop") for (;;);
  if (!port) return;
  port.on("message", ({ data }) => port.postMessage({ kind: Object.prototype.toString.call(data), data }));
  port.on("close", () => process.parentPort.postMessage("port closed"));
  port.start();
});
