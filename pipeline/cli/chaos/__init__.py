"""`dateline chaos`: a soak with faults that are caused for real, and a verdict that is computed, not believed."""
