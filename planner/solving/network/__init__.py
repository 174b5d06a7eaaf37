"""Network flow: MIPs whose limits are nested are solved exactly by min-cost flow."""
