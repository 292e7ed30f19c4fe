"""From sentence to sentence: what a document defines, assumes and claims."""
