print("wscope")
