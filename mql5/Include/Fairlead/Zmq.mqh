//+------------------------------------------------------------------+
//| Zmq.mqh: the only door to libzmq.                                |
//| Arrays only (MQL5 hands a DLL their first byte): every char*,    |
//| every int* and every option is an array. size_t and pointers are |
//| 64-bit on the x64 terminal. The DLL's name carries its version,  |
//| because a loaded DLL is locked and shared by all terminals.      |
//| zmq_poll is not used: its struct differs between systems; a      |
//| receive with ZMQ_RCVTIMEO waits just as well on one socket.      |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_ZMQ_MQH
#define FAIRLEAD_ZMQ_MQH

#define ZMQ_DEALER             5
#define ZMQ_DONTWAIT           1
#define ZMQ_EAGAIN             11

#define ZMQ_LINGER             17
#define ZMQ_RECONNECT_IVL      18
#define ZMQ_RECONNECT_IVL_MAX  21
#define ZMQ_MAXMSGSIZE         22
#define ZMQ_SNDHWM             23
#define ZMQ_RCVHWM             24
#define ZMQ_RCVTIMEO           27
#define ZMQ_IMMEDIATE          39
#define ZMQ_CURVE_PUBLICKEY    48
#define ZMQ_CURVE_SECRETKEY    49
#define ZMQ_CURVE_SERVERKEY    50
#define ZMQ_HANDSHAKE_IVL      66
#define ZMQ_CONNECT_TIMEOUT    79

//--- context option: sockets get LINGER 0 unless they ask for more
#define ZMQ_BLOCKY             70

#import "fairlead-libzmq-4.3.5.dll"
void zmq_version(int &major[],int &minor[],int &patch[]);
int  zmq_has(const uchar &capability[]);
int  zmq_errno(void);
long zmq_ctx_new(void);
int  zmq_ctx_set(long context,int option,int value);
int  zmq_ctx_term(long context);
long zmq_socket(long context,int type);
int  zmq_close(long socket);
int  zmq_setsockopt(long socket,int option,const uchar &value[],ulong length);
int  zmq_connect(long socket,const uchar &endpoint[]);
int  zmq_send(long socket,const uchar &buffer[],ulong length,int flags);
int  zmq_recv(long socket,uchar &buffer[],ulong length,int flags);
int  zmq_curve_keypair(uchar &publicKey[],uchar &secretKey[]);
long zmq_z85_decode(uchar &target[],const uchar &text[]);
#import

#endif
