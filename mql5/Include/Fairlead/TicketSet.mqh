//+------------------------------------------------------------------+
//| TicketSet.mqh: tickets, sorted                                   |
//+------------------------------------------------------------------+
#ifndef FAIRLEAD_TICKETSET_MQH
#define FAIRLEAD_TICKETSET_MQH

class CTicketSet
  {
private:
   long              m_tickets[];
   int               m_count;

   int               Place(const long ticket) const;

public:
                     CTicketSet(void) { Clear(); }
   void              Clear(void) { m_count=0; ArrayResize(m_tickets,0,1024); }
   int               Count(void) const { return(m_count); }
   ulong             At(const int index) const { return((ulong)m_tickets[index]); }
   bool              Has(const ulong ticket) const;
   void              Add(const ulong ticket);
  };

//--- of the first ticket that is not smaller
int CTicketSet::Place(const long ticket) const
  {
   int low=0;
   int high=m_count;
   while(low<high)
     {
      int middle=(low+high)/2;
      if(m_tickets[middle]<ticket)
         low=middle+1;
      else
         high=middle;
     }
   return(low);
  }

bool CTicketSet::Has(const ulong ticket) const
  {
   int at=Place((long)ticket);
   return(at<m_count && m_tickets[at]==(long)ticket);
  }

//--- tickets grow, so the place is nearly always the end
void CTicketSet::Add(const ulong ticket)
  {
   int at=Place((long)ticket);
   if(at<m_count && m_tickets[at]==(long)ticket)
      return;
   ArrayResize(m_tickets,m_count+1,1024);
   for(int i=m_count; i>at; i--)
      m_tickets[i]=m_tickets[i-1];
   m_tickets[at]=(long)ticket;
   m_count++;
  }

#endif
