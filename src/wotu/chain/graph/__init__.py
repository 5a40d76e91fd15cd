"""The graph as relations: firms, products, who makes what, what goes into what, who supplies whom."""
