print("fringe")
