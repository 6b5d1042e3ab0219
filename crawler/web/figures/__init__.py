"""What is drawn or set out of rows: charts, differences, graphs, time lines, official papers.

Not here: the pages that show them (`crawler.web.pages`).
"""
