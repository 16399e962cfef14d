// What a chart panel needs: recorded, and readable by the harness.
long ChartID();
long ChartFirst();
long ChartNext(const long chart_id);
string ChartSymbol(const long chart_id=0);
ENUM_TIMEFRAMES ChartPeriod(const long chart_id=0);
void ChartRedraw(const long chart_id=0);
long ChartGetInteger(const long chart_id,const ENUM_CHART_PROPERTY_INTEGER property,const int sub_window=0);
bool ChartGetInteger(const long chart_id,const ENUM_CHART_PROPERTY_INTEGER property,const int sub_window,long &value);
double ChartGetDouble(const long chart_id,const ENUM_CHART_PROPERTY_DOUBLE property,const int sub_window=0);
bool ChartGetDouble(const long chart_id,const ENUM_CHART_PROPERTY_DOUBLE property,const int sub_window,double &value);
string ChartGetString(const long chart_id,const ENUM_CHART_PROPERTY_STRING property);
bool ChartGetString(const long chart_id,const ENUM_CHART_PROPERTY_STRING property,string &value);
bool ChartSetInteger(const long chart_id,const ENUM_CHART_PROPERTY_INTEGER property,const long value);
bool ChartSetInteger(const long chart_id,const ENUM_CHART_PROPERTY_INTEGER property,const uint sub_window,
   const long value);
bool ChartSetDouble(const long chart_id,const ENUM_CHART_PROPERTY_DOUBLE property,const double value);
bool ChartSetString(const long chart_id,const ENUM_CHART_PROPERTY_STRING property,const string value);
bool ObjectCreate(const long chart_id,const string name,const ENUM_OBJECT type,const int sub_window,
   const datetime time1,const double price1,const datetime time2=0,const double price2=0,const datetime time3=0,
   const double price3=0,const datetime time4=0,const double price4=0,const datetime time5=0,const double price5=0);
bool ObjectDelete(const long chart_id,const string name);
int ObjectsDeleteAll(const long chart_id,const int sub_window=-1,const int type=-1);
int ObjectsDeleteAll(const long chart_id,const string prefix,const int sub_window=-1,const int object_type=-1);
int ObjectFind(const long chart_id,const string name);
string ObjectName(const long chart_id,const int pos,const int sub_window=-1,const int type=-1);
int ObjectsTotal(const long chart_id,const int sub_window=-1,const int type=-1);
bool ObjectMove(const long chart_id,const string name,const int point_index,const datetime time,const double price);
bool ObjectSetInteger(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_INTEGER property,
   const long value);
bool ObjectSetInteger(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_INTEGER property,
   const int modifier,const long value);
bool ObjectSetDouble(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_DOUBLE property,
   const double value);
bool ObjectSetDouble(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_DOUBLE property,
   const int modifier,const double value);
bool ObjectSetString(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_STRING property,
   const string value);
bool ObjectSetString(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_STRING property,
   const int modifier,const string value);
long ObjectGetInteger(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_INTEGER property,
   const int modifier=0);
bool ObjectGetInteger(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_INTEGER property,
   const int modifier,long &value);
double ObjectGetDouble(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_DOUBLE property,
   const int modifier=0);
bool ObjectGetDouble(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_DOUBLE property,
   const int modifier,double &value);
string ObjectGetString(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_STRING property,
   const int modifier=0);
bool ObjectGetString(const long chart_id,const string name,const ENUM_OBJECT_PROPERTY_STRING property,
   const int modifier,string &value);
