print("sewall")
