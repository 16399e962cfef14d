//+------------------------------------------------------------------+
//| PanelButton.mqh: the Flatten button on the chart. It works with  |
//| Fairlead dead. One click arms it, a second soon after means it.  |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_PANELBUTTON_MQH
#define FAIRLEAD_PANELBUTTON_MQH

#include "Panel.mqh"

#define FL_BUTTON_NAME     "Fairlead.flatten"
#define FL_BUTTON_ARMED_MS 3000
//--- a double click is one click: the hand did not mean two
#define FL_BUTTON_LEAST_MS 350

class CPanelButton
  {
private:
   bool              m_shown;
   ulong             m_armedAt;

   void              Label(const string text,const color back);

public:
                     CPanelButton(void) { m_shown=false; m_armedAt=0; }
   void              Show(void);
   void              Hide(void);
   bool              Click(const string name,const ulong now);
   void              Step(const ulong now);
  };

void CPanelButton::Show(void)
  {
   if(!ObjectCreate(0,FL_BUTTON_NAME,OBJ_BUTTON,0,0,0))
      return;
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_CORNER,CORNER_LEFT_UPPER);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_XDISTANCE,12);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_YDISTANCE,30+FL_PANEL_LINES*FL_PANEL_HEIGHT);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_XSIZE,220);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_YSIZE,24);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_FONTSIZE,10);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_SELECTABLE,false);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_HIDDEN,true);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_COLOR,clrWhite);
   ObjectSetString(0,FL_BUTTON_NAME,OBJPROP_FONT,FL_PANEL_FONT);
   m_shown=true;
   m_armedAt=0;
   Label("Flatten all",clrDimGray);
  }

void CPanelButton::Hide(void)
  {
   if(m_shown)
      ObjectDelete(0,FL_BUTTON_NAME);
   m_shown=false;
  }

void CPanelButton::Label(const string text,const color back)
  {
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_STATE,false);
   ObjectSetInteger(0,FL_BUTTON_NAME,OBJPROP_BGCOLOR,back);
   ObjectSetString(0,FL_BUTTON_NAME,OBJPROP_TEXT,text);
   ChartRedraw(0);
  }

//--- true when everything is to be closed now
bool CPanelButton::Click(const string name,const ulong now)
  {
   if(!m_shown || name!=FL_BUTTON_NAME)
      return(false);
   bool armed=(m_armedAt!=0 && now-m_armedAt<=FL_BUTTON_ARMED_MS);
   if(armed && now-m_armedAt<FL_BUTTON_LEAST_MS)
      return(false);
   m_armedAt=armed ? 0 : now;
   Label(armed ? "Flatten all" : "Click again to close everything",armed ? clrDimGray : clrFireBrick);
   return(armed);
  }

void CPanelButton::Step(const ulong now)
  {
   if(m_armedAt==0 || now-m_armedAt<=FL_BUTTON_ARMED_MS)
      return;
   m_armedAt=0;
   Label("Flatten all",clrDimGray);
  }

#endif
