"""What apps above have to say when areas have changed. They know who follows areas; this app does not."""

_tellers = []


def tell_also(teller):
    """Have what `teller()` returns, a list of sentences, said wherever areas are loaded or kept."""
    _tellers.append(teller)


def told():
    """The sentences of all, in the order in which they came."""
    return [sentence for teller in _tellers for sentence in teller()]
