"""More than this device: https for the home network, a code for each device, and a door before everything.

A device is let in by the socket it comes to, never by an address or a header it brings: the process that
listens in the home network knows of no household, only of devices that were paired.
"""
