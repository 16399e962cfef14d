// Indicators and indicator buffers: declared so that programs compile; calling one stops the program with its name.
int iAC(const string symbol,const ENUM_TIMEFRAMES period);
int iAD(const string symbol,const ENUM_TIMEFRAMES period,const ENUM_APPLIED_VOLUME volume);
int iADX(const string symbol,const ENUM_TIMEFRAMES period,const int adx_period);
int iADXWilder(const string symbol,const ENUM_TIMEFRAMES period,const int adx_period);
int iAlligator(const string symbol,const ENUM_TIMEFRAMES period,const int jaw_period,const int jaw_shift,
   const int teeth_period,const int teeth_shift,const int lips_period,const int lips_shift,
   const ENUM_MA_METHOD method,const ENUM_APPLIED_PRICE price);
int iAMA(const string symbol,const ENUM_TIMEFRAMES period,const int ama_period,const int fast,const int slow,
   const int shift,const int price);
int iAO(const string symbol,const ENUM_TIMEFRAMES period);
int iATR(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period);
int iBands(const string symbol,const ENUM_TIMEFRAMES period,const int bands_period,const int shift,
   const double deviation,const int price);
int iBearsPower(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period);
int iBullsPower(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period);
int iBWMFI(const string symbol,const ENUM_TIMEFRAMES period,const ENUM_APPLIED_VOLUME volume);
int iCCI(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int price);
int iChaikin(const string symbol,const ENUM_TIMEFRAMES period,const int fast,const int slow,
   const ENUM_MA_METHOD method,const ENUM_APPLIED_VOLUME volume);
int iDEMA(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,const int price);
int iDeMarker(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period);
int iEnvelopes(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,
   const ENUM_MA_METHOD method,const int price,const double deviation);
int iForce(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const ENUM_MA_METHOD method,
   const ENUM_APPLIED_VOLUME volume);
int iFractals(const string symbol,const ENUM_TIMEFRAMES period);
int iFrAMA(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,const int price);
int iGator(const string symbol,const ENUM_TIMEFRAMES period,const int jaw_period,const int jaw_shift,
   const int teeth_period,const int teeth_shift,const int lips_period,const int lips_shift,
   const ENUM_MA_METHOD method,const ENUM_APPLIED_PRICE price);
int iIchimoku(const string symbol,const ENUM_TIMEFRAMES period,const int tenkan,const int kijun,const int senkou);
int iMA(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,
   const ENUM_MA_METHOD method,const int price);
int iMACD(const string symbol,const ENUM_TIMEFRAMES period,const int fast,const int slow,const int signal,
   const int price);
int iMFI(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const ENUM_APPLIED_VOLUME volume);
int iMomentum(const string symbol,const ENUM_TIMEFRAMES period,const int mom_period,const int price);
int iOBV(const string symbol,const ENUM_TIMEFRAMES period,const ENUM_APPLIED_VOLUME volume);
int iOsMA(const string symbol,const ENUM_TIMEFRAMES period,const int fast,const int slow,const int signal,
   const int price);
int iRSI(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int price);
int iRVI(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period);
int iSAR(const string symbol,const ENUM_TIMEFRAMES period,const double step,const double maximum);
int iStdDev(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,
   const ENUM_MA_METHOD method,const int price);
int iStochastic(const string symbol,const ENUM_TIMEFRAMES period,const int k,const int d,const int slowing,
   const ENUM_MA_METHOD method,const ENUM_STO_PRICE price);
int iTEMA(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int shift,const int price);
int iTriX(const string symbol,const ENUM_TIMEFRAMES period,const int ma_period,const int price);
int iVIDyA(const string symbol,const ENUM_TIMEFRAMES period,const int cmo_period,const int ema_period,const int shift,
   const int price);
int iVolumes(const string symbol,const ENUM_TIMEFRAMES period,const ENUM_APPLIED_VOLUME volume);
int iWPR(const string symbol,const ENUM_TIMEFRAMES period,const int calc_period);
bool IndicatorRelease(const int handle);
int BarsCalculated(const int handle);
ENUM_INDICATOR IndicatorParameters(const int handle,ENUM_INDICATOR &type,MqlParam &params[]);
int CopyBuffer(const int handle,const int buffer,const int start,const int count,double &values[]);
int CopyBuffer(const int handle,const int buffer,const datetime start,const int count,double &values[]);
int CopyBuffer(const int handle,const int buffer,const datetime start,const datetime stop,double &values[]);
bool SetIndexBuffer(const int index,double &buffer[],const ENUM_INDEXBUFFER_TYPE type=INDICATOR_DATA);
bool IndicatorSetInteger(const int property,const int value);
bool IndicatorSetInteger(const int property,const int modifier,const int value);
bool IndicatorSetDouble(const int property,const double value);
bool IndicatorSetDouble(const int property,const int modifier,const double value);
bool IndicatorSetString(const int property,const string value);
bool IndicatorSetString(const int property,const int modifier,const string value);
bool PlotIndexSetInteger(const int index,const int property,const int value);
bool PlotIndexSetInteger(const int index,const int property,const int modifier,const int value);
bool PlotIndexSetDouble(const int index,const int property,const double value);
bool PlotIndexSetString(const int index,const int property,const string value);
int PlotIndexGetInteger(const int index,const int property,const int modifier=0);
bool ChartIndicatorAdd(const long chart_id,const int sub_window,const int handle);
bool ChartIndicatorDelete(const long chart_id,const int sub_window,const string name);
int ChartIndicatorGet(const long chart_id,const int sub_window,const string name);
string ChartIndicatorName(const long chart_id,const int sub_window,const int index);
int ChartIndicatorsTotal(const long chart_id,const int sub_window);
