'use strict';
// The twenty rules of book.yaml for Casbin: effect, moves, condition. Amounts in cents, shares in thousandths.
module.exports = [
  ['a01', 'allow', ['PartialRefund', 'FullRefund'], 'r.c.amount + r.c.spent <= 3000 && r.c.abuse < 400 && r.c.confidence >= 800'],
  ['a02', 'allow', ['PartialRefund'], 'r.c.amount <= 5000 && r.c.ordersBefore >= 5 && r.c.abuse < 200'],
  ['a03', 'allow', ['LimitedIncentive'], 'r.c.amount <= 1500 && r.c.concessions < 2 && (r.c.mode == "ServiceFailure" || r.c.mode == "DeliveryException" || r.c.mode == "FulfilmentDelay")'],
  ['a04', 'allow', ['StoreCredit'], 'r.c.asked && r.c.amount <= 10000'],
  ['a05', 'allow', ['Replace'], '(r.c.tracking == "lost" || r.c.tracking == "damaged") && r.c.amount <= 7500'],
  ['a06', 'allow', ['CancelOrder'], 'r.c.asked && r.c.beforeCutoff && !r.c.hasShipped'],
  ['a07', 'allow', ['ReturnForRefund'], 'r.c.status == "Delivered" && r.c.hoursSinceDelivery <= 720'],
  ['a08', 'allow', ['Reassure'], 'r.c.known'],
  ['f09', 'deny', ['PartialRefund', 'FullRefund', 'LimitedIncentive', 'StoreCredit', 'Replace', 'CancelOrder', 'ReturnForRefund', 'Reassure'], '!r.c.identified'],
  ['f10', 'deny', ['PartialRefund', 'FullRefund', 'LimitedIncentive', 'StoreCredit', 'Replace', 'CancelOrder', 'ReturnForRefund'], 'r.c.taint == "tainted"'],
  ['f11', 'deny', ['PartialRefund', 'FullRefund', 'ReturnForRefund', 'CancelOrder'], 'r.c.amount > r.c.refundable'],
  ['f12', 'deny', ['PartialRefund', 'FullRefund', 'Replace', 'StoreCredit', 'LimitedIncentive'], 'r.c.dispute == "chargeback"'],
  ['f13', 'deny', ['LimitedIncentive', 'StoreCredit'], 'r.c.mode == "DeliveryAnxiety" || r.c.mode == "Unclear"'],
  ['f14', 'deny', ['LimitedIncentive', 'StoreCredit'], 'r.c.spent + r.c.amount > r.c.total'],
  ['f15', 'deny', ['LimitedIncentive', 'StoreCredit', 'Replace', 'PartialRefund', 'FullRefund'], 'r.c.abuse >= 700'],
  ['f16', 'deny', ['PartialRefund', 'FullRefund'], 'r.c.refunds + r.c.amount > 6000'],
  ['f17', 'deny', ['Reassure'], 'r.c.optedOut && !r.c.awaitsAnswer'],
  ['f18', 'deny', ['Reassure'], 'r.c.contacts >= 2 && !r.c.awaitsAnswer'],
  ['f19', 'deny', ['CancelOrder'], 'r.c.hasShipped'],
  ['f20', 'deny', ['CancelOrder', 'ReturnForRefund'], 'r.c.status == "Cancelled" || r.c.status == "Returned"'],
];
