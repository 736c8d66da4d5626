"""Where members stand in a picture of a coalition: those who work together close to each other."""

from __future__ import annotations

import networkx as nx
import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.network.coalition import Coalition

APART = 1.5
"""Members whom no path joins are drawn so many times as far apart as the two ends of the longest path."""


def layout(net: Coalition) -> Floats:
    """Places of members in a picture.

    Kamada and Kawai's layout: distances on the page follow the number of steps between two members. It begins from a
    circle and uses no chance. For pictures of several waves lay out the ties of all of them together: then every partner
    keeps its place, and only ties change from one picture to the next.

    Parameters
    ----------
    net : the coalition, of n members

    Returns
    -------
    (n, 2) array, each direction within −1 … 1.

    References
    ----------
    Kamada & Kawai (1989), doi:10.1016/0020-0190(89)90102-6.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> places = layout(coalition(3, [[0, 1], [1, 2]]))
    >>> ends, middle = np.linalg.norm(places[0] - places[2]), np.linalg.norm(places[0] - places[1])
    >>> bool(ends > 1.5 * middle)
    True
    """
    graph = net.graph()
    steps = {one: dict(near) for one, near in nx.shortest_path_length(graph)}
    far = APART * max(max(near.values()) for near in steps.values()) + 1
    members = range(net.size)
    distances = {one: {other: steps[one].get(other, far) for other in members} for one in members}
    places = nx.kamada_kawai_layout(graph, dist=distances, pos=nx.circular_layout(graph))
    return np.array([places[one] for one in members], dtype=np.float64)
