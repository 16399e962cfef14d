import type { HelpTexts } from "./help-text.ts";

export const helpEn: HelpTexts = {
  basics: {
    title: "Basics",
    parts: [
      {
        heading: "What you see",
        paragraphs: [
          "The market watch on the left lists the account's symbols with bid, ask and spread. Enter or a click puts one on the chart. The lower panel holds positions, orders, history and everything else; every panel can be dragged, folded, or closed, and {{palette}} brings it back.",
          "The bar at the top names the account, the kind of its money (paper, demo or live) and how it stands. The strip at the bottom shows the way from this window to the broker, each hop with its age. A broken hop becomes a sentence with a button.",
        ],
      },
      {
        heading: "An order",
        paragraphs: [
          "The ticket opens with {{ticket}}. Buy means that you gain when the price rises; sell, when it falls. A market order fills at once at the ask (buy) or bid (sell); limit, stop and stop-limit orders wait for a price.",
          "Lots are the size. One lot of EURUSD is 100,000 euro; 0.01 is the smallest most brokers take. Size can be given as lots, as money to lose at the stop, or as percent of the balance: Fairlead rounds down.",
          "The spread is the distance between bid and ask: what a trade costs before anything else. A pip is the fourth decimal of most currency pairs (the second with yen); a point is the last decimal shown.",
        ],
      },
      {
        heading: "After the fill",
        paragraphs: [
          "The position stands in the table and as a line on the chart. Stop and target are lines, too: drag them, or move them by the arrow keys, and confirm. Profit follows the price; swap is what holding over night costs or pays.",
          "Every closed trade writes its own page in the journal, with its picture. Statistics name how many trades a figure stands on; with fewer than thirty it says little.",
        ],
      },
    ],
  },
  risk: {
    title: "Risk",
    parts: [
      {
        heading: "One number decides",
        paragraphs: [
          "Risk of an order is what you lose when its stop is hit: distance times size, plus charges. Ten losses in a row are common in a year of trading. At 1 % each they cost a tenth of the account, at 5 % four tenths; after that it has to grow by two thirds to be where it was.",
          "R is that risk as a unit: a trade that gains twice what it risked made 2 R. Counting in R makes small and large trades comparable.",
        ],
      },
      {
        heading: "Limits",
        paragraphs: [
          "A limit is a formula with its number and the room that is left, shown in the Risk panel and in the verdict of every order. Daily loss counts from the start of the rule's own day, with open positions as they stand at their stops. A position that is legal before midnight can break a limit after it; the verdict counts that as well.",
          "At 80 % Fairlead warns. When a loss limit is broken it closes everything and stays closed until a person lifts it. MetaTrader holds the same floor by itself, should this computer fail.",
        ],
      },
      {
        heading: "What limits cannot do",
        paragraphs: [
          "They close at the price that there is. Over a gap the loss may be larger than the limit. Money that you cannot lose does not belong in an account.",
        ],
      },
    ],
  },
  gale: {
    title: "Gale",
    parts: [
      {
        heading: "What it is",
        paragraphs: [
          "A gale (martingale) trades larger after a loss, so that one win pays for the losses before it. It wins often and little, and loses seldom and much. It does not change the chances of a trade: a sequence of losing trades that doubles each time loses 31 times the first stake after five, 1,023 times after ten.",
        ],
      },
      {
        heading: "How Fairlead bounds it",
        paragraphs: [
          "A session shows the whole ladder before it starts: each step's lots after rounding, the sum lost so far, the margin, and the first step that a limit blocks. It also shows how likely so many losses in a row are, from your own trades.",
          "Steps have a maximum. When it is reached the session begins anew or stops, as you chose, and the rule that fired is named. Every step passes the same verdict as an order by hand, so a gale cannot pass a limit.",
        ],
      },
      {
        heading: "Before you use one",
        paragraphs: [
          "Set the gale to 0 (off) or 1 until you have seen a session through. Write down the loss at the last step, and ask whether you would place it as one order. If not, the gale is too long.",
        ],
      },
    ],
  },
  safety: {
    title: "Safety",
    parts: [
      {
        heading: "Three verbs",
        paragraphs: [
          "Pause entries: nothing new is opened, what is open can be managed. Stop automation: sessions stop, you go on by hand. Flatten all: every position is closed, every order removed, and it is proved: flat is said only after the broker shows it. Each holds until you take it back, also over a restart.",
        ],
      },
      {
        heading: "When something fails",
        paragraphs: [
          "The window can close or crash: orders and sessions live in the bridge. The bridge can die: MetaTrader keeps stops, floor and latches, and takes no new risk a few seconds later. MetaTrader can die: what is at the broker stays at the broker.",
          "An order whose answer was lost is called unknown and looked for in the broker's own records. It is never sent a second time.",
        ],
      },
      {
        heading: "Keys and live money",
        paragraphs: [
          "Trading keys do nothing until they are armed, for one window and one account, and the bar says so. On a live account buttons and keys that send are held for a second. A live account opens nothing until it has limits.",
          "Your broker's password stays in MetaTrader. What leaves this computer is told in the Cloud panel, and nothing does while it is off.",
        ],
      },
    ],
  },
};
