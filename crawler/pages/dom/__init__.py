"""The parsed page: model, builder, selectors, repair of broken markup, text carried as data.

Not here: any idea of what a line means.
"""
