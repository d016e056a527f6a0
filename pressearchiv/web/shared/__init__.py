"""What pages and plain HTTP have in common: context, links, messages, serializers."""
