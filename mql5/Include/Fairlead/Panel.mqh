//+------------------------------------------------------------------+
//| Panel.mqh: a few lines of text in the chart's corner             |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PANEL_MQH
#define FAIRLEAD_PANEL_MQH

#define FL_PANEL_PREFIX  "Fairlead."
#define FL_PANEL_LINES   6
#define FL_PANEL_HEIGHT  18
#define FL_PANEL_FONT    "Segoe UI"

class CPanel
  {
private:
   bool              m_shown;
   bool              m_dirty;
   string            m_lines[FL_PANEL_LINES];
   color             m_colors[FL_PANEL_LINES];

public:
                     CPanel(void) { m_shown=false; m_dirty=false; }
   void              Show(void);
   void              Line(const int index,const string text,const color ink);
   void              Draw(void);
   void              Hide(void);
  };

void CPanel::Show(void)
  {
   ObjectsDeleteAll(0,FL_PANEL_PREFIX);
   for(int i=0; i<FL_PANEL_LINES; i++)
     {
      string name=FL_PANEL_PREFIX+IntegerToString(i);
      if(!ObjectCreate(0,name,OBJ_LABEL,0,0,0))
         continue;
      ObjectSetInteger(0,name,OBJPROP_CORNER,CORNER_LEFT_UPPER);
      ObjectSetInteger(0,name,OBJPROP_XDISTANCE,12);
      ObjectSetInteger(0,name,OBJPROP_YDISTANCE,24+i*FL_PANEL_HEIGHT);
      ObjectSetInteger(0,name,OBJPROP_FONTSIZE,10);
      ObjectSetInteger(0,name,OBJPROP_SELECTABLE,false);
      ObjectSetInteger(0,name,OBJPROP_HIDDEN,true);
      ObjectSetString(0,name,OBJPROP_FONT,FL_PANEL_FONT);
      //--- an empty label would show the word "Label"
      ObjectSetString(0,name,OBJPROP_TEXT," ");
      m_lines[i]="";
      m_colors[i]=clrNONE;
     }
   m_shown=true;
  }

void CPanel::Line(const int index,const string text,const color ink)
  {
   if(!m_shown || (m_lines[index]==text && m_colors[index]==ink))
      return;
   m_lines[index]=text;
   m_colors[index]=ink;
   string name=FL_PANEL_PREFIX+IntegerToString(index);
   ObjectSetString(0,name,OBJPROP_TEXT,text=="" ? " " : text);
   ObjectSetInteger(0,name,OBJPROP_COLOR,ink);
   m_dirty=true;
  }

void CPanel::Draw(void)
  {
   if(m_dirty)
      ChartRedraw(0);
   m_dirty=false;
  }

void CPanel::Hide(void)
  {
   if(!m_shown)
      return;
   ObjectsDeleteAll(0,FL_PANEL_PREFIX);
   ChartRedraw(0);
   m_shown=false;
  }

#endif
