// The raw limit: libzmq alone sends frames over CURVE as fast as the socket takes them.
// raw-sender ENDPOINT SERVER_KEY FRAMES BYTES        sends FRAMES frames of BYTES bytes, then an empty one
// raw-sender ENDPOINT SERVER_KEY echo                sends every frame back until it gets an empty one
#include <zmq.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

[[noreturn]] void fail(const char *what) {
  std::fprintf(stderr, "raw-sender: %s: %s\n", what, zmq_strerror(zmq_errno()));
  std::exit(1);
}

void must(int result, const char *what) {
  if (result < 0) fail(what);
}

void *connect(void *context, const char *endpoint, const char *serverKey) {
  char publicKey[41], secretKey[41];
  must(zmq_curve_keypair(publicKey, secretKey), "keypair");
  void *socket = zmq_socket(context, ZMQ_DEALER);
  const int highWater = 1000, linger = -1;
  must(zmq_setsockopt(socket, ZMQ_SNDHWM, &highWater, sizeof highWater), "high-water mark");
  must(zmq_setsockopt(socket, ZMQ_LINGER, &linger, sizeof linger), "linger");
  must(zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, serverKey, 41), "server key");
  must(zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, publicKey, 41), "public key");
  must(zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, secretKey, 41), "secret key");
  must(zmq_connect(socket, endpoint), "connect");
  return socket;
}

void pump(void *socket, long frames, std::size_t bytes) {
  std::vector<unsigned char> frame(bytes);
  for (std::size_t i = 0; i < bytes; i++) frame[i] = static_cast<unsigned char>(i * 31);
  for (long i = 0; i < frames; i++) {
    std::memcpy(frame.data(), &i, sizeof i < bytes ? sizeof i : bytes);
    must(zmq_send(socket, frame.data(), frame.size(), 0), "send");
  }
  must(zmq_send(socket, "", 0, 0), "send the end");
}

void echo(void *socket) {
  must(zmq_send(socket, "ready", 5, 0), "send ready");
  unsigned char frame[65536];
  for (;;) {
    const int size = zmq_recv(socket, frame, sizeof frame, 0);
    must(size, "receive");
    if (size == 0) return;
    must(zmq_send(socket, frame, static_cast<std::size_t>(size), 0), "send back");
  }
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 4) return 2;
  void *context = zmq_ctx_new();
  void *socket = connect(context, argv[1], argv[2]);
  if (std::string(argv[3]) == "echo") echo(socket);
  else if (argc == 5) pump(socket, std::atol(argv[3]), static_cast<std::size_t>(std::atol(argv[4])));
  else return 2;
  zmq_close(socket);
  zmq_ctx_term(context);
  return 0;
}
