/** English words of the guide. */
export const guideWords = {
  "dock.guide": "Guide",
  "guide.title": "Guide",
  "guide.done": "done",
  "guide.help": "Read about",
  "guide.help.basics": "Basics",
  "guide.help.risk": "Risk",
  "guide.help.gale": "Gale",
  "guide.help.safety": "Safety",
  "guide.step.start": "Start here",
  "guide.step.limits": "Set your limits",
  "guide.step.trades": "Three paper trades",
  "guide.step.connect": "Connect MetaTrader 5",
  "guide.step.live": "Trade live",
  "guide.start.what":
    "You look at a working terminal with a paper account: invented prices, invented money, real rules. Choose a market in the list on the left; F9 opens the ticket; Ctrl+K finds everything; ? shows the keys.",
  "guide.start.cloud": "A cloud account is not needed to trade. It keeps your history safe and shows it elsewhere.",
  "guide.start.register": "Register",
  "guide.risks": "What trading can cost",
  "guide.risks.loss":
    "You can lose all the money in an account, and with some brokers more than that. Most private traders lose.",
  "guide.risks.leverage":
    "Leverage makes small moves large: at 1:100 a move of 1 % against you takes all of the margin.",
  "guide.risks.gap":
    "A stop is an order at the market: over a weekend or at news it fills where there is a price, which may be far beyond it.",
  "guide.risks.software":
    "Programs, computers and connections fail. Fairlead says what it knows and stops when it does not; it cannot promise a fill.",
  "guide.risks.advice":
    "Nothing here is advice. Limits, presets and figures are tools; what you do with them is your decision.",
  "guide.risks.accept": "I have read this",
  "guide.risks.read": "You have read this.",
  "guide.limits.why":
    "Limits are kept by Fairlead and by MetaTrader itself: an order that would break one is not sent, and a broken loss limit closes everything. Five questions lead to a proposal; change what you like.",
  "guide.limits.set": "{{account}} has limits: {{name}}.",
  "guide.limits.unanswered": "Answer all five, or choose yourself.",
  "guide.limits.answered": "Your answers speak of: {{tolerance}}.",
  "guide.limits.proposed": "Proposed limits",
  "guide.limits.money": "In money today",
  "guide.limits.take": "Set these limits for",
  "guide.limits.own": "Set them myself, or by a firm's rules\u2026",
  "guide.tolerance": "Tolerance",
  "guide.tolerance.conservative": "Conservative",
  "guide.tolerance.moderate": "Moderate",
  "guide.tolerance.aggressive": "Aggressive",
  "guide.ask.experience": "How long have you traded?",
  "guide.ask.experience.0": "Not yet",
  "guide.ask.experience.1": "For some months",
  "guide.ask.experience.2": "For years",
  "guide.ask.share": "How much of your savings lies in this account?",
  "guide.ask.share.0": "More than half",
  "guide.ask.share.1": "Less than half",
  "guide.ask.share.2": "Less than a tenth",
  "guide.ask.fall": "The account has fallen by a tenth in a month. What do you do?",
  "guide.ask.fall.0": "I stop",
  "guide.ask.fall.1": "I trade smaller",
  "guide.ask.fall.2": "I go on as before",
  "guide.ask.goal": "What matters most?",
  "guide.ask.goal.0": "To keep what there is",
  "guide.ask.goal.1": "To grow slowly",
  "guide.ask.goal.2": "To grow fast, and bear deep falls",
  "guide.ask.income": "Do you need money from this account to live?",
  "guide.ask.income.0": "Yes, every month",
  "guide.ask.income.1": "At times",
  "guide.ask.income.2": "No",
  "guide.capital.below25":
    "Your balance is {{balance}}: 1 % is {{percent}}. With less than 25,000 the smallest lot may be more than 1 % of risk: let the ticket size by risk, choose markets with small steps, and hold one position at a time.",
  "guide.capital.25K":
    "Your balance is {{balance}}: 1 % is {{percent}}. From 25,000 on one or two positions at 1 % each can stand beside each other; count those in one currency as one.",
  "guide.capital.50K":
    "Your balance is {{balance}}: 1 % is {{percent}}. From 50,000 on three positions at 1 % are common; set a limit for one currency in all, and keep the daily limit where you would stop by yourself.",
  "guide.capital.100K":
    "Your balance is {{balance}}: 1 % is {{percent}}. From 100,000 on many trade at 0.5 % an order: the sums feel different, and firms that fund such accounts allow 3 to 5 % a day.",
  "guide.capital.250K":
    "Your balance is {{balance}}: 1 % is {{percent}}. From 250,000 on large orders move thin markets: mind the spread limit and slippage, and consider more than one account.",
  "guide.capital.currency": "These levels count whole {{currency}}.",
  "guide.trades.what":
    "The money is invented, the steps are those of every trade to come. Each is ticked off when the account shows it.",
  "guide.trades.notPaper":
    "These trades are for the paper account: choose it in the bar above. What you do on another account is not counted.",
  "guide.trade.stop": "A trade with a stop",
  "guide.trade.stop.how":
    "New order opens the ticket. Type a stop loss a little below the price, look at the verdict between fields and buttons, press Buy. Then close the position in the table below.",
  "guide.trade.target": "A trade with a stop and a target",
  "guide.trade.target.how":
    "Choose size by risk and 1 percent, type stop loss and take profit, and see what you risk and may gain (R). After the fill drag a line on the chart, or wait. Then close it.",
  "guide.trade.pending": "An order that waits",
  "guide.trade.pending.how":
    "Choose Limit, a price below the market and a stop below that. The order waits in Orders. Take it back, or let it fill.",
  "guide.trade.placed": "placed",
  "guide.trade.closed": "closed again",
  "guide.trade.gone": "filled or taken back",
  "guide.connect.what":
    "Fairlead trades through MetaTrader 5 on this computer. This list shows what is there now; your password stays with MetaTrader.",
  "guide.check.ok": "there.",
  "guide.check.missing": "missing.",
  "guide.check.unknown": "not known yet.",
  "guide.check.terminal": "Terminal",
  "guide.check.terminal.how": "Install MetaTrader 5, put the Fairlead EA on a chart, and open pairing under Terminals.",
  "guide.check.ea": "EA",
  "guide.check.ea.how": "Start MetaTrader 5 with the Fairlead EA on a chart; update it if its version differs.",
  "guide.check.algo": "Algo Trading",
  "guide.check.algo.how": "Press Algo Trading in MetaTrader's toolbar, and allow it in the EA's own settings.",
  "guide.check.account": "Account",
  "guide.check.account.how": "Log in to your account in MetaTrader.",
  "guide.check.symbols": "Symbols",
  "guide.check.symbols.how": "Add symbols to MetaTrader's Market Watch.",
  "guide.live.what":
    "An account with real money opens nothing until it has limits. The bridge keeps this lock, whichever window or program asks; closing and moving a stop closer always work.",
  "guide.live.none": "No live account is connected.",
  "guide.live.open": "Limits are set: {{name}}.",
  "command.help": "Help: {{page}}",
  "command.guide": "Open the guide",
} as const;
