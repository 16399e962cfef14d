// Chart functions beyond a panel, drawing, resources: stop with their name.
bool ChartApplyTemplate(const long chart_id,const string file);
bool ChartSaveTemplate(const long chart_id,const string file);
int ChartWindowFind(const long chart_id,const string name);
int ChartWindowFind();
bool ChartTimePriceToXY(const long chart_id,const int sub_window,const datetime time,const double price,int &x,
   int &y);
bool ChartXYToTimePrice(const long chart_id,const int x,const int y,int &sub_window,datetime &time,double &price);
long ChartOpen(const string symbol,const ENUM_TIMEFRAMES period);
bool ChartClose(const long chart_id=0);
bool ChartSetSymbolPeriod(const long chart_id,const string symbol,const ENUM_TIMEFRAMES period);
bool ChartNavigate(const long chart_id,const ENUM_CHART_POSITION position,const int shift=0);
int ChartWindowOnDropped();
double ChartPriceOnDropped();
datetime ChartTimeOnDropped();
int ChartXOnDropped();
int ChartYOnDropped();
bool ChartScreenShot(const long chart_id,const string file,const int width,const int height,
   const ENUM_ALIGN_MODE align=ALIGN_RIGHT);
datetime ObjectGetTimeByValue(const long chart_id,const string name,const double value,const int line_id=0);
double ObjectGetValueByTime(const long chart_id,const string name,const datetime time,const int line_id=0);
bool TextSetFont(const string name,const int size,const uint flags=0,const int orientation=0);
bool TextOut(const string text,const int x,const int y,const uint anchor,uint &data[],const uint width,
   const uint height,const uint color_value,const ENUM_COLOR_FORMAT format);
bool TextGetSize(const string text,uint &width,uint &height);
bool ResourceCreate(const string name,const string path);
bool ResourceCreate(const string name,const uint &data[],const uint width,const uint height,const uint x,const uint y,
   const uint total_width,const ENUM_COLOR_FORMAT format);
bool ResourceFree(const string name);
bool ResourceReadImage(const string name,uint &data[],uint &width,uint &height);
bool ResourceSave(const string resource,const string file);
int TranslateKey(const int code);
