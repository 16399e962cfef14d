// Network, mail, signals, calendar, custom symbols, tester frames, databases, OpenCL: stop with their name.
int WebRequest(const string method,const string url,const string cookie,const string referer,const int timeout,
   const char &data[],const int data_size,char &result[],string &result_headers);
int WebRequest(const string method,const string url,const string headers,const int timeout,const char &data[],
   char &result[],string &result_headers);
bool SendMail(const string subject,const string text);
bool SendNotification(const string text);
bool SendFTP(const string file,const string path=NULL);
bool PlaySound(const string file);
bool SymbolInfoMarginRate(const string name,const ENUM_ORDER_TYPE type,double &initial_rate,double &maintenance_rate);
int MessageBox(const string text,const string caption=NULL,const int flags=0);
int SocketCreate(const uint flags=0);
bool SocketClose(const int socket);
bool SocketConnect(const int socket,const string server,const uint port,const uint timeout_ms);
bool SocketIsConnected(const int socket);
uint SocketIsReadable(const int socket);
bool SocketIsWritable(const int socket);
bool SocketTimeouts(const int socket,const uint send_timeout,const uint receive_timeout);
int SocketRead(const int socket,uchar &buffer[],const uint max_len,const uint timeout_ms);
int SocketSend(const int socket,const uchar &buffer[],const uint len);
bool SocketTlsHandshake(const int socket,const string host);
bool SocketTlsCertificate(const int socket,string &subject,string &issuer,string &serial,string &thumbprint,
   datetime &expiration);
int SocketTlsRead(const int socket,uchar &buffer[],const uint max_len);
int SocketTlsReadAvailable(const int socket,uchar &buffer[],const uint max_len);
int SocketTlsSend(const int socket,const uchar &buffer[],const uint len);
double SignalBaseGetDouble(const ENUM_SIGNAL_BASE_DOUBLE property);
long SignalBaseGetInteger(const ENUM_SIGNAL_BASE_INTEGER property);
string SignalBaseGetString(const ENUM_SIGNAL_BASE_STRING property);
bool SignalBaseSelect(const int index);
int SignalBaseTotal();
double SignalInfoGetDouble(const ENUM_SIGNAL_INFO_DOUBLE property);
long SignalInfoGetInteger(const ENUM_SIGNAL_INFO_INTEGER property);
string SignalInfoGetString(const ENUM_SIGNAL_INFO_STRING property);
bool SignalInfoSetDouble(const ENUM_SIGNAL_INFO_DOUBLE property,const double value);
bool SignalInfoSetInteger(const ENUM_SIGNAL_INFO_INTEGER property,const long value);
bool SignalSubscribe(const long id);
bool SignalUnsubscribe();
bool CustomSymbolCreate(const string name,const string path="",const string origin=NULL);
bool CustomSymbolDelete(const string name);
bool CustomSymbolSetInteger(const string name,const ENUM_SYMBOL_INFO_INTEGER property,const long value);
bool CustomSymbolSetDouble(const string name,const ENUM_SYMBOL_INFO_DOUBLE property,const double value);
bool CustomSymbolSetString(const string name,const ENUM_SYMBOL_INFO_STRING property,const string value);
bool CustomSymbolSetMarginRate(const string name,const ENUM_ORDER_TYPE type,const double initial,
   const double maintenance);
bool CustomSymbolSetSessionQuote(const string name,const ENUM_DAY_OF_WEEK day,const uint index,const datetime from,
   const datetime to);
bool CustomSymbolSetSessionTrade(const string name,const ENUM_DAY_OF_WEEK day,const uint index,const datetime from,
   const datetime to);
int CustomRatesDelete(const string name,const datetime from,const datetime to);
int CustomRatesReplace(const string name,const datetime from,const datetime to,const MqlRates &rates[],
   const uint count=0xFFFFFFFF);
int CustomRatesUpdate(const string name,const MqlRates &rates[],const uint count=0xFFFFFFFF);
int CustomTicksAdd(const string name,const MqlTick &ticks[],const uint count=0xFFFFFFFF);
int CustomTicksDelete(const string name,const long from,const long to);
int CustomTicksReplace(const string name,const long from,const long to,const MqlTick &ticks[],
   const uint count=0xFFFFFFFF);
bool CustomBookAdd(const string name,const MqlBookInfo &book[],const uint count=0xFFFFFFFF);
double TesterStatistics(const ENUM_STATISTICS statistic);
bool TesterWithdrawal(const double money);
bool TesterDeposit(const double money);
void TesterStop();
void TesterHideIndicators(const bool hide);
bool FrameFirst(); bool FrameFilter(const string name,const long id);
bool ParameterSetRange(const string name,const bool enable,const long value,const long start,const long step,
   const long stop);
int DatabaseOpen(const string file,const uint flags);
void DatabaseClose(const int database);
bool DatabaseExecute(const int database,const string sql);
int DatabasePrepare(const int database,const string sql);
bool DatabaseRead(const int request);
bool DatabaseReset(const int request);
void DatabaseFinalize(const int request);
bool DatabaseTableExists(const int database,const string table);
bool DatabaseTransactionBegin(const int database);
bool DatabaseTransactionCommit(const int database);
bool DatabaseTransactionRollback(const int database);
bool DatabaseColumnText(const int request,const int column,string &value);
bool DatabaseColumnInteger(const int request,const int column,int &value);
bool DatabaseColumnLong(const int request,const int column,long &value);
bool DatabaseColumnDouble(const int request,const int column,double &value);
int DatabaseColumnsCount(const int request);
bool DatabaseColumnName(const int request,const int column,string &name);
ENUM_DATABASE_FIELD_TYPE DatabaseColumnType(const int request,const int column);
int DatabaseColumnSize(const int request,const int column);
long DatabaseExport(const int database,const string table,const string file,const uint flags,const string separator);
long DatabaseImport(const int database,const string table,const string file,const uint flags,const string separator,
   const ulong skip_rows,const string comment);
long DatabasePrint(const int database,const string table,const uint flags);
int CLContextCreate(const int device);
void CLContextFree(const int context);
int CLProgramCreate(const int context,const string source);
int CLProgramCreate(const int context,const string source,string &log);
void CLProgramFree(const int program);
int CLKernelCreate(const int program,const string name);
void CLKernelFree(const int kernel);
int CLBufferCreate(const int context,const uint size,const uint flags);
void CLBufferFree(const int buffer);
bool CLSetKernelArg(const int kernel,const uint index,const double value);
bool CLSetKernelArgMem(const int kernel,const uint index,const int buffer);
bool CLExecute(const int kernel);
bool CLExecute(const int kernel,const uint dim,const uint &offset[],const uint &size[]);
long CLGetInfoInteger(const int handle,const ENUM_OPENCL_PROPERTY_INTEGER property);
bool CLGetInfoString(const int handle,const ENUM_OPENCL_PROPERTY_STRING property,string &value);
int FileSelectDialog(const string caption,const string initial_dir,const string filter,const uint flags,
   string &files[],const string default_file);
bool FrameNext(ulong &pass,string &name,long &id,double &value);
bool FrameInputs(ulong pass,string &parameters[],uint &count);
bool ParameterGetRange(const string name,bool &enable,long &value,long &start,long &step,long &stop);
bool ParameterGetRange(const string name,bool &enable,double &value,double &start,double &step,double &stop);
bool ParameterSetRange(const string name,const bool enable,const double value,const double start,const double step,
   const double stop);
int CLExecutionStatus(const int kernel);
bool CLSetKernelArgMemLocal(const int kernel,const uint index,const ulong size);
bool CLGetDeviceInfo(const int handle,const int property,uchar &data[],uint &size);
